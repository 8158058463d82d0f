// A function's parameter is nothing that a container provides.
use di_core::prelude::*;

struct PgPool {
    url: String,
}

fn connect(url: &str) -> PgPool {
    PgPool { url: url.to_owned() }
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Singleton<PgPool>,
}

fn main() {}
