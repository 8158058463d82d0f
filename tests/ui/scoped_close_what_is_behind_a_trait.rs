// A closer takes the type behind a trait.
use di_core::prelude::*;

trait Tx: Send + Sync {}

struct PgTx;

impl Tx for PgTx {}

async fn begin() -> Box<dyn Tx> {
    Box::new(PgTx)
}

async fn end(_: PgTx) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<dyn Tx>,
}

fn main() {}
