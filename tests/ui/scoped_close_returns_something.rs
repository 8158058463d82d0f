// The closer of what is scoped returns something.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) -> u32 {
    1
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
