// A provider is of two types.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
struct App {
    clock: Singleton<dyn Clock, SystemClock>,
}

fn main() {}
