// What lives in the scope itself is to be closed.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(borrowed, close = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
