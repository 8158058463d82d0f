// Two types stand behind one trait.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

#[derive(Injectable)]
struct FakeClock;

impl Clock for SystemClock {}
impl Clock for FakeClock {}

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    #[provide(FakeClock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
