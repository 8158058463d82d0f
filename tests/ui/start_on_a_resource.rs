// A resource is to be started.
use di_core::prelude::*;

struct Pool;

fn begin(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, start = begin)]
    pool: Resource<Pool>,
}

fn main() {}
