// What is scoped has a limit to be closed in.
use std::time::Duration;

use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

fn flush(_: &Audit) {}

#[derive(Container)]
struct App {
    #[provide(close = flush, close_within = Duration::from_secs(5))]
    audit: Scoped<Audit>,
}

fn main() {}
