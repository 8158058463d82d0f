// A trait stands behind itself.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Container)]
struct App {
    #[provide(dyn Clock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
