// A qualifier and `assisted` exclude each other.
use di_core::prelude::*;

struct Replica;

#[derive(Injectable)]
struct Report {
    #[inject(assisted, Replica)]
    page: u32,
}

#[derive(Container)]
struct App {
    reports: Factory<Maker<fn(u32) -> Report>>,
}

fn main() {}
