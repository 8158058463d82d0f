// A function's error is no error.
use di_core::prelude::*;

struct PgPool;
struct NoConnection;

fn connect() -> Result<PgPool, NoConnection> {
    Err(NoConnection)
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
