// A limit is no duration.
use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect, close_within = 5)]
    pool: Resource<Pool>,
}

fn main() {}
