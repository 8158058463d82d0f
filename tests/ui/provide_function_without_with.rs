// A method stands in the attribute without `with`.
use di_core::prelude::*;

struct PgPool;

impl PgPool {
    fn connect() -> Self {
        Self
    }
}

#[derive(Container)]
struct App {
    #[provide(PgPool::connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
