// A function is `async`.
use di_core::prelude::*;

struct PgPool;

async fn connect() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
