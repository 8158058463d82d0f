// A singleton is overridden with a closure that returns something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {
    let mut app = App::new();
    app.clock.override_with_fn(|| 7_u64);
}
