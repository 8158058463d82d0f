// The second parameter of a closer is no `Outcome`.
use std::sync::Arc;

use di_core::prelude::*;

struct Tx;
struct Log;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx, _: Arc<Log>) {}

#[derive(Container)]
struct App {
    #[provide(with = || Log)]
    log: Singleton<Log>,
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
