// A closer is not named.
use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(close =)]
    audit: Scoped<Audit>,
}

fn main() {}
