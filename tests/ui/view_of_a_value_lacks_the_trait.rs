// A value is provided as a trait that it does not implement.
use di_core::prelude::*;

trait Reader: Send + Sync {}

struct Store;

#[derive(Container)]
struct App {
    #[provide(as dyn Reader)]
    store: Value<Store>,
}

fn main() {}
