// A body is run in a scope of a container that is not shared.
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
    let app = App::new();
    let _ = app.run_in_scope(async |_| Ok::<_, String>(())).await;
}

fn main() {}
