// `#[inject(..)]` is no attribute of a parameter.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;

#[derive(Injectable)]
struct Pool;

struct Reports(Arc<Pool>);

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
    #[provide(with = |#[inject(Replica)] pool: Arc<Pool>| Reports(pool))]
    reports: Singleton<Reports>,
}

fn main() {}
