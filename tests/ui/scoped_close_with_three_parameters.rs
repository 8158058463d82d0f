// The closer of what is scoped has three parameters.
use std::sync::Arc;

use di_core::Outcome;
use di_core::prelude::*;

struct Tx;
struct Log;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx, _: Outcome, _: Arc<Log>) {}

#[derive(Container)]
struct App {
    #[provide(with = || Log)]
    log: Singleton<Log>,
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
