// `#[provide(..)]` assigns to an option that nobody knows.
use di_core::prelude::*;

struct PgPool;

fn connect() -> PgPool {
    PgPool
}

#[derive(Container)]
struct App {
    #[provide(wiht = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
