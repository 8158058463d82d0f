// A scope is closed twice.
use di_core::prelude::*;

struct Tx;

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
    scope.close().await.unwrap();
    scope.close().await.unwrap();
}

fn main() {}
