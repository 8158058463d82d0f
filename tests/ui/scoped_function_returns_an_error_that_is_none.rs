// The error of a function of what is scoped is no error.
use di_core::prelude::*;

struct Tx;
struct NoConnection;

async fn begin() -> Result<Tx, NoConnection> {
    Err(NoConnection)
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Scoped<Tx>,
}

fn main() {}
