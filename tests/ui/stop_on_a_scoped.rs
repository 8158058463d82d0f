// What is scoped is to be stopped.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(stop = flush)]
    audit: Scoped<Audit>,
}

fn main() {}
