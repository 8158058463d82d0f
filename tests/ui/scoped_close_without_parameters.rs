// A closer takes nothing.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = || ())]
    tx: Scoped<Tx>,
}

fn main() {}
