// What is given to a scope is to be closed.
use di_core::prelude::*;

struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(input, close = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
