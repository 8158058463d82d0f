// A service asks without a qualifier for what is provided only with one.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;

#[derive(Injectable)]
struct Pool;

#[derive(Injectable)]
struct Reports {
    pool: Arc<Pool>,
}

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
    reports: Singleton<Reports>,
}

fn main() {}
