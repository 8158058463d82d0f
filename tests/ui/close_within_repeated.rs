// A closer has two limits.
use std::time::Duration;

use di_core::prelude::*;

struct Pool;

fn disconnect(_: &Pool) {}

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close = disconnect, close_within = Duration::from_secs(5), close_within = Duration::from_secs(5))]
    pool: Resource<Pool>,
}

fn main() {}
