// The type behind a trait does not implement it.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

#[derive(Container)]
struct App {
    #[provide(SystemClock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
