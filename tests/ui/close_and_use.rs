// A borrowed service is used after its scope was closed.
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
    let tx: &Tx = scope.resolve_async().await.unwrap();
    scope.close().await.unwrap();
    println!("{tx:p}");
}

fn main() {}
