// The closer of what is scoped takes something else.
use std::sync::Arc;

use di_core::prelude::*;

struct Tx;
struct Log;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Arc<Log>) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
