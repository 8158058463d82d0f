// A closer returns something.
use di_core::prelude::*;

struct Pool;

async fn disconnect(_: &Pool) -> u32 {
    1
}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect)]
    pool: Resource<Pool>,
}

fn main() {}
