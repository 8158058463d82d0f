// The trait is what the field provides anyway.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Container)]
struct App {
    #[provide(Store, as dyn Reader)]
    store: Singleton<dyn Reader>,
}

fn main() {}
