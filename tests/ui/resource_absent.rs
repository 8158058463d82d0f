// A resource is absent.
use di_core::prelude::*;

struct Pool;

#[derive(Container)]
struct App {
    #[provide(absent)]
    pool: Resource<Pool>,
}

fn main() {}
