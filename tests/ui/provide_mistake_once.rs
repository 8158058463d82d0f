// A mistake in an attribute is not reported again where the service is needed.
use di_core::prelude::*;
use std::sync::Arc;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Users {
    clock: Arc<dyn Clock>,
}

#[derive(Container)]
struct App {
    #[provide(wiht = system_clock)]
    clock: Singleton<dyn Clock>,
    users: Factory<Users>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _users: Users = app.resolve()?;
    Ok(())
}
