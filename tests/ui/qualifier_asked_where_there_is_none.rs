// A service asks with a qualifier for what is provided without one.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;

#[derive(Injectable)]
struct Pool;

#[derive(Injectable)]
struct Reports {
    #[inject(Replica)]
    pool: Arc<Pool>,
}

#[derive(Container)]
struct App {
    pool: Singleton<Pool>,
    reports: Singleton<Reports>,
}

fn main() {}
