// A closure is `async`.
use di_core::prelude::*;

struct PgPool;

#[derive(Container)]
struct App {
    #[provide(with = async || PgPool)]
    pool: Singleton<PgPool>,
}

fn main() {}
