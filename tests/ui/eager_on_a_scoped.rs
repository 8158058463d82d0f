// What lives in a scope is eager.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

#[derive(Container)]
struct App {
    #[provide(eager)]
    audit: Scoped<Audit>,
}

fn main() {}
