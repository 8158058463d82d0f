// A type that opens itself is scoped.
use di_core::Open;
use di_core::prelude::*;

struct Tx;

impl Open for Tx {
    type Needs<'c> = ();
    type Error = std::io::Error;

    async fn open((): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Tx)
    }
}

#[derive(Container)]
struct App {
    tx: Scoped<Tx>,
}

fn main() {}
