// The error of a body is told to the closers, so threads share it.
use std::error::Error;

use di_core::prelude::*;

struct Tx;

fn begin() -> Tx {
    Tx
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Scoped<Tx>,
}

async fn run() {
    let app = App::new().build();
    let _ = app.run_in_scope(async |_| Err::<(), Box<dyn Error>>("no luck".into())).await;
}

fn main() {
    drop(run());
}
