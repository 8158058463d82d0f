// `#[container(..)]` has an option that nobody knows.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(crat = di_core)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
