// A type that says itself how it is closed has a limit.
use di_core::Open;
use di_core::prelude::*;

struct Pool;

impl Open for Pool {
    type Needs<'c> = ();
    type Error = std::io::Error;

    async fn open((): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Pool)
    }
}

#[derive(Container)]
struct App {
    #[provide(close_within = 5)]
    pool: Resource<Pool>,
}

fn main() {}
