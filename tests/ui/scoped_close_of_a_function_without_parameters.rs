// A closer is a function of nothing.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

fn end() {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
