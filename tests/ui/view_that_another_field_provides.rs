// Two fields provide one trait, one of them besides its own type.
use di_core::prelude::*;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Injectable)]
struct Cache;

impl Reader for Cache {}

#[derive(Container)]
struct App {
    #[provide(Cache)]
    reader: Singleton<dyn Reader>,
    #[provide(as dyn Reader)]
    store: Singleton<Store>,
}

fn main() {}
