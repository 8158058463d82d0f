// A closer takes something else.
use std::sync::Arc;

use di_core::prelude::*;

struct Pool;
struct Connection;

async fn disconnect(_: Arc<Connection>) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect)]
    pool: Resource<Pool>,
}

fn main() {}
