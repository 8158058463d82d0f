// A provider names a trait without `dyn`.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singleton<Clock>,
}

fn main() {}
