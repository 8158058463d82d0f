// What is made with time to open does not derive.
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
    let _ = scope.make_async::<Log>().await;
}

fn main() {}
