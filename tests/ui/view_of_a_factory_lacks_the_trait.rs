// What a factory makes is provided as a trait that it does not implement.
use di_core::prelude::*;

trait Reader {}

#[derive(Injectable)]
struct Store;

#[derive(Container)]
struct App {
    #[provide(as dyn Reader)]
    store: Factory<Store>,
}

fn main() {}
