// A resource is to be built by a type.
use di_core::prelude::*;

trait Store: Send + Sync {}

#[derive(Injectable)]
struct Disk;

impl Store for Disk {}

#[derive(Container)]
struct App {
    #[provide(Disk)]
    store: Resource<dyn Store>,
}

fn main() {}
