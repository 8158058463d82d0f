// A qualifier is no type.
use di_core::prelude::*;
use std::sync::Arc;

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
