// A resource is an input of a scope.
use di_core::prelude::*;

struct Pool;

#[derive(Container)]
struct App {
    #[provide(input)]
    pool: Resource<Pool>,
}

fn main() {}
