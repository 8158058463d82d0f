// A function returns a type where a trait object is wanted.
use di_core::prelude::*;

trait Clock: Send + Sync {}

struct SystemClock;

impl Clock for SystemClock {}

fn system_clock() -> SystemClock {
    SystemClock
}

#[derive(Container)]
struct App {
    #[provide(with = system_clock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
