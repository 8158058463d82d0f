// Nothing says how a resource is opened.
use di_core::prelude::*;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    pool: Resource<Pool>,
}

fn main() {}
