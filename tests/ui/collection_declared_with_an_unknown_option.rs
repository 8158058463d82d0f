// A declared collection has an option that nobody knows.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection(dyn Check, keys: u8))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
