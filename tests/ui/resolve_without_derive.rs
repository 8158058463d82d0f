// Something is asked that is no container.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App { clock: Singleton::new() };
    let _clock: Arc<Clock> = app.resolve()?;
    Ok(())
}
