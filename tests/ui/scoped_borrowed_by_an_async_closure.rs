// What lives in the scope itself has an `async` closure.
use di_core::prelude::*;

struct Tx;

#[derive(Container)]
struct App {
    #[provide(borrowed, with = async || Tx)]
    tx: Scoped<Tx>,
}

fn main() {}
