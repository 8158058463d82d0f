// A type stands behind itself.
use di_core::prelude::*;

#[derive(Injectable)]
struct SystemClock;

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singleton<SystemClock>,
}

fn main() {}
