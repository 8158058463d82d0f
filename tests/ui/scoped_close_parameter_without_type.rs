// The parameter of a closer has no type.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = |_| ())]
    tx: Scoped<Tx>,
}

fn main() {}
