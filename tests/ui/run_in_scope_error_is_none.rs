// The error of a body that is run in a scope cannot be told.
use di_core::prelude::*;

struct NoLuck;
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
    let _ = app.run_in_scope(async |_| Err::<(), _>(NoLuck)).await;
}

fn main() {}
