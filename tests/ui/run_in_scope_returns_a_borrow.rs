// A body that is run in a scope returns what borrows from it.
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
    let _ = app.run_in_scope(async |scope| scope.resolve_async::<&Tx>().await).await;
}

fn main() {}
