// A trait stands behind its type.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Container)]
struct App {
    #[provide(dyn Clock)]
    clock: Singleton<SystemClock>,
}

fn main() {}
