// A service asks for a qualifier that no provider of the type has.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;
struct Archive;

#[derive(Injectable)]
struct Pool;

#[derive(Injectable)]
struct Reports {
    #[inject(Archive)]
    pool: Arc<Pool>,
}

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
    reports: Singleton<Reports>,
}

fn main() {}
