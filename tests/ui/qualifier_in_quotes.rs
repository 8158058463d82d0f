// A qualifier in quotes.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Injectable)]
struct Reports {
    #[inject("replica")]
    pool: Arc<Pool>,
}

#[derive(Container)]
struct App {
    pool: Singleton<Pool>,
    reports: Singleton<Reports>,
}

fn main() {}
