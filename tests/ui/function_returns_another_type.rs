// A function returns something else.
use di_core::prelude::*;

struct PgPool;
struct Config;

fn connect() -> Config {
    Config
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
