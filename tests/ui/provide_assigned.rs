// `#[provide = ..]` is not how it is written.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Container)]
struct App {
    #[provide = "SystemClock"]
    clock: Singleton<dyn Clock>,
}

fn main() {}
