// What is scoped has two closers.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(close = flush, close = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
