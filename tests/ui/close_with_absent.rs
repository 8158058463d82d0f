// What is absent is to be closed.
use di_core::prelude::*;

struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(absent, close = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
