// A function's parameter is qualified as nothing is.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;
struct Archive;

#[derive(Injectable)]
struct Pool;

struct Reports(Arc<Pool>);

fn reports(pool: Named<Arc<Pool>, Archive>) -> Reports {
    Reports(pool.into_inner())
}

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
    #[provide(with = reports)]
    reports: Singleton<Reports>,
}

fn main() {}
