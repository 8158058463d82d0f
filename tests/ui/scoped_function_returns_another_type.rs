// The function of what is scoped returns something else.
use di_core::prelude::*;

struct Tx;
struct Log;

fn begin() -> Log {
    Log
}

#[derive(Container)]
struct App {
    #[provide(with = begin)]
    tx: Scoped<Tx>,
}

fn main() {}
