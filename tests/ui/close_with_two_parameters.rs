// A closer takes more than the resource.
use std::sync::Arc;

use di_core::prelude::*;

struct Pool;
struct Log;

async fn disconnect(_: Arc<Pool>, _: Arc<Log>) {}

#[derive(Container)]
struct App {
    #[provide(with = || Log)]
    log: Singleton<Log>,
    #[provide(with = || Pool, close = disconnect)]
    pool: Resource<Pool>,
}

fn main() {}
