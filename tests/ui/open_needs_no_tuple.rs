// What a type needs to open itself is no tuple.
use std::sync::Arc;

use di_core::Open;
use di_core::prelude::*;

struct Config;
struct Pool;

impl Open for Pool {
    type Needs<'c> = Arc<Config>;
    type Error = std::io::Error;

    async fn open(_config: Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Pool)
    }
}

#[derive(Container)]
struct App {
    #[provide(with = || Config)]
    config: Singleton<Config>,
    pool: Resource<Pool>,
}

fn main() {}
