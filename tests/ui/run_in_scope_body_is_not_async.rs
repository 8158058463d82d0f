// A body that is run in a scope is not `async`.
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
    let _ = app.run_in_scope(|_| Ok::<_, String>(())).await;
}

fn main() {}
