// What is given what was left open is `async`.
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

fn main() {
    let app = App::new().build();
    app.on_unclosed(async |unclosed| drop(unclosed.await));
}
