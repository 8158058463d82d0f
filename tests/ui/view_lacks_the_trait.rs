// A singleton is provided as a trait that it does not implement.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

#[derive(Container)]
struct App {
    #[provide(as dyn Reader)]
    store: Singleton<Store>,
}

fn main() {}
