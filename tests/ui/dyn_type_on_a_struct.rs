// A type stands behind another struct.
use di_core::prelude::*;

struct UtcClock;

#[derive(Injectable)]
struct SystemClock;

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singleton<UtcClock>,
}

fn main() {}
