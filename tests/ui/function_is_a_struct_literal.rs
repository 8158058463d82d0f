// A struct stands where a function is wanted.
use di_core::prelude::*;

struct PgPool {
    size: usize,
}

#[derive(Container)]
struct App {
    #[provide(with = PgPool { size: 8 })]
    pool: Singleton<PgPool>,
}

fn main() {}
