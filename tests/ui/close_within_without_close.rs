// A closer that is none has a limit.
use std::time::Duration;

use di_core::prelude::*;

struct Pool;

#[derive(Container)]
struct App {
    #[provide(with = || Pool, close_within = Duration::from_secs(5))]
    pool: Resource<Pool>,
}

fn main() {}
