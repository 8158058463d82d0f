// What is scoped is to be started.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(start = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
