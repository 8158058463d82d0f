// `collection` says nothing.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
