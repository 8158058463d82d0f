// A container is overridden while somebody borrows from it.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() -> Result<(), di_core::Error> {
    let mut app = App::new();
    let clock: &Clock = app.resolve()?;
    app.clock.override_with(Arc::new(Clock));
    drop(clock);
    Ok(())
}
