// A resource whose closer takes the last one is not lent: what is lent cannot be taken back.
use di_core::prelude::*;

struct Handle;

fn spawn() -> Handle {
    Handle
}

async fn join(_: Handle) {}

#[derive(Injectable)]
struct Worker<'a> {
    handle: &'a Handle,
}

#[derive(Container)]
struct App {
    #[provide(with = spawn, close = join)]
    handle: Resource<Handle>,
    worker: Factory<Worker<'static>>,
}

fn main() {}
