// A limit is not given.
use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect, close_within =)]
    pool: Resource<Pool>,
}

fn main() {}
