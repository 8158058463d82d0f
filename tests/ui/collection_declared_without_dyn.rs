// A declared collection is of a trait.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection(Check))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
