// A function returns an `Option`.
use di_core::prelude::*;

struct PgPool;

fn connect() -> Option<PgPool> {
    None
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
