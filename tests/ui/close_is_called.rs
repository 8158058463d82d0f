// A closer is called where it should be named.
use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect(pool))]
    pool: Resource<Pool>,
}

fn main() {}
