// `close` is misspelt.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(closes = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
