// A container that is shared is overridden.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {
    let app = App::new().build();
    app.clock.override_with(Arc::new(Clock));
}
