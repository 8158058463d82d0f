// `with =` stands without a function.
use di_core::prelude::*;

struct PgPool;

#[derive(Container)]
struct App {
    #[provide(with = )]
    pool: Singleton<PgPool>,
}

fn main() {}
