// A qualifier and `with` exclude each other.
use di_core::prelude::*;

struct Replica;

#[derive(Injectable)]
struct Reports {
    #[inject(with = 3, Replica)]
    pool: u32,
}

#[derive(Container)]
struct App {
    reports: Singleton<Reports>,
}

fn main() {}
