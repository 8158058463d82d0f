// A body is run in a scope that lacks its input.
use di_core::prelude::*;

struct Request;
struct Tx;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<Request>,
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

async fn run() {
    let app = App::new().build();
    let _ = app.run_in_scope(async |_| Ok::<_, String>(())).await;
}

fn main() {}
