// `as` says nothing.
use di_core::prelude::*;

#[derive(Injectable)]
struct Store;

#[derive(Container)]
struct App {
    #[provide(as)]
    store: Singleton<Store>,
}

fn main() {}
