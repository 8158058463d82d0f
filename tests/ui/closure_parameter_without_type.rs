// A closure's parameter has no type.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;
struct PgPool {
    config: Arc<Config>,
}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(with = |config| PgPool { config })]
    pool: Singleton<PgPool>,
}

fn main() {}
