// What is given what was left open cannot be sent to another thread.
use std::rc::Rc;

use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {
    let app = App::new().build();
    let local = Rc::new(());
    app.on_unclosed(move |_| drop(Rc::clone(&local)));
}
