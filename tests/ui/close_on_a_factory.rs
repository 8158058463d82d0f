// What a factory makes is to be closed.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(close = flush)]
    audit: Factory<Audit>,
}

fn main() {}
