// A type stands where a function is wanted.
use di_core::prelude::*;

#[derive(Injectable)]
struct PgPool {}

#[derive(Container)]
struct App {
    #[provide(with = PgPool)]
    pool: Singleton<PgPool>,
}

fn main() {}
