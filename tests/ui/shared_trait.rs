// A trait whose objects threads cannot share.
use di_core::prelude::*;

trait Clock {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
