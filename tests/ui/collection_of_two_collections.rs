// `collection` declares one.
use di_core::prelude::*;

trait Check: Send + Sync {}
trait Rule: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection(dyn Check, dyn Rule))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
