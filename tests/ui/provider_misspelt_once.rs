// What a misspelt provider was to provide is not missing besides.
use di_core::prelude::*;
use std::sync::Arc;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Injectable)]
struct Hasher;

#[derive(Injectable)]
struct Users {
    clock: Arc<dyn Clock>,
    hasher: Hasher,
}

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singelton<dyn Clock>,
    hasher: Factroy<Hasher>,
    users: Scoped<Users>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let _users: Arc<Users> = app.scope().resolve()?;
    Ok(())
}
