// Two fields provide the same, one of them by another name.
use di_core::prelude::*;

struct PgPool;

type Database = PgPool;

fn connect() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
    #[provide(with = connect)]
    database: Singleton<Database>,
}

fn main() {}
