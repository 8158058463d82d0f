// A closure's parameter needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Config {
    url: String,
}

struct PgPool {
    url: String,
}

#[derive(Container)]
struct App {
    #[provide(with = |config: Arc<Config>| PgPool { url: config.url.clone() })]
    pool: Singleton<PgPool>,
}

fn main() {}
