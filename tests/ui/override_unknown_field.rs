// A field that does not exist is overridden.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {
    let mut app = App::new();
    app.clokc.override_with(Arc::new(Clock));
}
