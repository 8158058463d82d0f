// The container is asked lazily for what it does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Users;

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new().build();
    let _clock: Lazy<Arc<Clock>> = app.resolve()?;
    Ok(())
}
