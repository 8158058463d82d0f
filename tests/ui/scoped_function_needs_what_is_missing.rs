// An async function of what is scoped needs what the container lacks.
use std::sync::Arc;

use di_core::prelude::*;

struct Tx;
struct Pool;

async fn begin(_: Arc<Pool>) -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Scoped<Tx>,
}

fn main() {}
