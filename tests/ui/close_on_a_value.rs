// What is given is to be closed.
use di_core::prelude::*;

struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(close = flush)]
    audit: Value<Audit>,
}

fn main() {}
