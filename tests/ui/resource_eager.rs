// A resource is eager.
use di_core::prelude::*;

struct Pool;

#[derive(Container)]
struct App {
    #[provide(eager, with = || Pool)]
    pool: Resource<Pool>,
}

fn main() {}
