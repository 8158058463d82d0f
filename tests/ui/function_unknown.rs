// A function does not exist.
use di_core::prelude::*;

struct PgPool;

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
