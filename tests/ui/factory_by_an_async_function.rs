// The function of a factory is `async`.
use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Factory<Tx>,
}

fn main() {}
