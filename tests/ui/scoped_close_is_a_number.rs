// What closes is no function.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = 5)]
    tx: Scoped<Tx>,
}

fn main() {}
