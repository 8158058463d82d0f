// A function's parameter needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;
struct PgPool;

fn connect(_config: Arc<Config>) -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
