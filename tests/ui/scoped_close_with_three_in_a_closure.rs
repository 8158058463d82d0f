// A closer is a closure of three.
use di_core::Outcome;
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = |_: Tx, _: Outcome, _: u8| ())]
    tx: Scoped<Tx>,
}

fn main() {}
