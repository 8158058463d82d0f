// A container wants the `Arc` of a trait object.
use di_core::prelude::*;

trait Clock: Send + Sync {}

struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
struct App {
    clock: Value<dyn Clock>,
}

fn main() {
    let _app = App::new(SystemClock);
}
