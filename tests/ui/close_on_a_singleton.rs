// A singleton is to be closed.
use di_core::prelude::*;

#[derive(Injectable)]
struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(close = disconnect)]
    pool: Singleton<Pool>,
}

fn main() {}
