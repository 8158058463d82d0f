// A closer takes a `dyn Trait` by value.
use di_core::prelude::*;

trait Tx: Send + Sync {}

struct PgTx;

impl Tx for PgTx {}

async fn begin() -> Box<dyn Tx> {
    Box::new(PgTx)
}

async fn end(_: Box<dyn Tx>) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<dyn Tx>,
}

fn main() {}
