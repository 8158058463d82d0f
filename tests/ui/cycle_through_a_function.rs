// A function needs what is built from what it returns.
use di_core::prelude::*;
use std::sync::Arc;

struct PgPool;

fn connect(_secrets: Arc<Secrets>) -> PgPool {
    PgPool
}

#[derive(Injectable)]
struct Secrets {
    pool: Arc<PgPool>,
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
    secrets: Singleton<Secrets>,
}

fn main() {}
