// `#[container(..)]` says one thing twice.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(crate = di_core, crate = di_core)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
