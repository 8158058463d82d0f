// Two fields provide one trait, both besides their own types.
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
    #[provide(as dyn Reader)]
    cache: Singleton<Cache>,
    #[provide(as dyn Reader)]
    store: Singleton<Store>,
}

fn main() {}
