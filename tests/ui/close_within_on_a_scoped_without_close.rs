// What is scoped and not closed has a limit.
use std::time::Duration;

use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

#[derive(Container)]
struct App {
    #[provide(close_within = Duration::from_secs(5))]
    audit: Scoped<Audit>,
}

fn main() {}
