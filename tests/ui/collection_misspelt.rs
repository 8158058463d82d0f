// `collection` is misspelt.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(colection(dyn Check))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
