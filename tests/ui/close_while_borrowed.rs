// An owned scope is closed while something borrows from it.
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
    let scope = app.scope_owned();
    let tx: &Tx = scope.resolve_async().await.unwrap();
    let close = scope.close();
    println!("{tx:p}");
    close.await.unwrap();
}

fn main() {}
