// A singleton would look later for what a scope opens.
use std::sync::Arc;

use di_core::prelude::*;

struct Tx;

#[derive(Injectable)]
struct Users {
    tx: Lazy<Arc<Tx>>,
}

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
    users: Singleton<Users>,
}

fn main() {}
