// What lives in a scope is provided as a trait that it does not implement.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

#[derive(Container)]
struct App {
    #[provide(borrowed, as dyn Reader)]
    store: Scoped<Store>,
}

fn main() {}
