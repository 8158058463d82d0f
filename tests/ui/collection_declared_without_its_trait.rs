// A declared collection does not say of what.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection())]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
