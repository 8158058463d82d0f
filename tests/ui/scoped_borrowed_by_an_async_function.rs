// What lives in the scope itself has an `async` function.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(borrowed, with = begin)]
    tx: Scoped<Tx>,
}

fn main() {}
