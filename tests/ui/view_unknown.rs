// The trait does not exist.
use di_core::prelude::*;

#[derive(Injectable)]
struct Store;

#[derive(Container)]
struct App {
    #[provide(as dyn Reader)]
    store: Singleton<Store>,
}

fn main() {}
