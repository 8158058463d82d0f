// `crate` stands without a path.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(crate)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
