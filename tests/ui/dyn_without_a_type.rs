// A trait has no type behind it.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Container)]
struct App {
    clock: Singleton<dyn Clock>,
}

fn main() {}
