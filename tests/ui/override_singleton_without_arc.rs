// A singleton is overridden with a bare value.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {
    let mut app = App::new();
    app.clock.override_with(Clock);
}
