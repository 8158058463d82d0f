// A function stands in the attribute without `with`.
use di_core::prelude::*;

struct PgPool;

fn connect() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
