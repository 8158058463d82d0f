// A singleton has a limit to be closed in.
use std::time::Duration;

use di_core::prelude::*;

#[derive(Injectable)]
struct Audit;

#[derive(Container)]
struct App {
    #[provide(close_within = Duration::from_secs(5))]
    audit: Singleton<Audit>,
}

fn main() {}
