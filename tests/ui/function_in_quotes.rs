// A function stands in quotes.
use di_core::prelude::*;

struct PgPool;

fn connect() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(with = "connect")]
    pool: Singleton<PgPool>,
}

fn main() {}
