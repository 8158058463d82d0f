// What is scoped is opened by a future that cannot be sent to another thread.
use std::rc::Rc;

use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    let local = Rc::new(());
    std::future::ready(()).await;
    drop(local);
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Scoped<Tx>,
}

fn main() {}
