// The closer of what is scoped returns a future that cannot be sent to another thread.
use std::rc::Rc;

use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {
    let local = Rc::new(());
    std::future::ready(()).await;
    drop(local);
}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {}
