// A resource is decorated.
use std::sync::Arc;

use di_core::prelude::*;

trait Store: Send + Sync {}

struct Disk;

impl Store for Disk {}

#[derive(Injectable)]
struct Cached {
    #[inject(assisted)]
    inner: Arc<dyn Store>,
}

impl Store for Cached {}

async fn open() -> Box<dyn Store> {
    Box::new(Disk)
}

#[derive(Container)]
struct App {
    #[provide(with = open, decorate = Cached)]
    store: Resource<dyn Store>,
}

fn main() {}
