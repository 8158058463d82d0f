// What is asked for with time to open is not provided.
use std::sync::Arc;

use di_core::prelude::*;

struct Tx;
struct Log;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

async fn run() {
    let app = App::new().build();
    let scope = app.scope();
    let _ = scope.resolve_async::<Arc<Log>>().await;
}

fn main() {}
