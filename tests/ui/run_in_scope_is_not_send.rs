// A body that is run in a scope on another thread holds an `Rc`.
use std::rc::Rc;

use di_core::prelude::*;

struct Tx;

async fn begin() -> Tx {
    Tx
}

async fn end(_: Tx) {}

fn spawn(_: impl Future + Send + 'static) {}

#[derive(Container)]
struct App {
    #[provide(with = begin, close = end)]
    tx: Scoped<Tx>,
}

fn main() {
    let app = App::new().build();
    spawn(app.run_in_scope(async |_| {
        let local = Rc::new(());
        std::future::ready(()).await;
        drop(local);
        Ok::<_, String>(())
    }));
}
