// A resource has two closers.
use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect, close = disconnect)]
    pool: Resource<Pool>,
}

fn main() {}
