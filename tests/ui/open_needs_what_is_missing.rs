// A type that opens itself needs what the container lacks.
use std::sync::Arc;

use di_core::Open;
use di_core::prelude::*;

struct Config;
struct Pool;

impl Open for Pool {
    type Needs<'c> = (Arc<Config>,);
    type Error = std::io::Error;

    async fn open((_config,): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Pool)
    }
}

#[derive(Container)]
struct App {
    pool: Resource<Pool>,
}

fn main() {}
