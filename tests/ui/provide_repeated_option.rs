// `#[provide(..)]` says one thing twice.
use di_core::prelude::*;

struct PgPool;

fn connect() -> PgPool {
    PgPool
}

fn connect_lazily() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(with = connect, with = connect_lazily)]
    pool: Singleton<PgPool>,
}

fn main() {}
