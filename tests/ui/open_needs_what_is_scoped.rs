// A type that opens itself needs what lives in a scope.
use std::sync::Arc;

use di_core::Open;
use di_core::prelude::*;

struct Request;
struct Pool;

impl Open for Pool {
    type Needs<'c> = (Arc<Request>,);
    type Error = std::io::Error;

    async fn open((_request,): Self::Needs<'_>) -> Result<Self, Self::Error> {
        Ok(Pool)
    }
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<Request>,
    pool: Resource<Pool>,
}

fn main() {}
