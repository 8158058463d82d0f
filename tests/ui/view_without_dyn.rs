// What a service is provided as is a trait.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Container)]
struct App {
    #[provide(as Reader)]
    store: Singleton<Store>,
}

fn main() {}
