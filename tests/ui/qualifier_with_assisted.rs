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
    reports: Factory<Maker<Report, u32>>,
}

fn main() {}
