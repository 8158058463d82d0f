// A declared collection's key has a type, not a value.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection(dyn Check, key = u8))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
