// A trait stands twice.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Container)]
struct App {
    #[provide(as dyn Reader, as dyn Reader)]
    store: Singleton<Store>,
}

fn main() {}
