// The closure of a factory is `async`.
use di_core::prelude::*;

struct Tx;

#[derive(Container)]
struct App {
    #[provide(with = async || Tx)]
    tx: Factory<Tx>,
}

fn main() {}
