// A closure cannot be read.
use di_core::prelude::*;

struct PgPool;

#[derive(Container)]
struct App {
    #[provide(with = || PgPool PgPool)]
    pool: Singleton<PgPool>,
}

fn main() {}
