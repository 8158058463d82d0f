// The function of a resource needs what the container lacks.
use std::sync::Arc;

use di_core::prelude::*;

struct Pool;
struct Config;

async fn connect(config: Arc<Config>) -> Pool {
    let _ = config;
    Pool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Resource<Pool>,
}

fn main() {}
