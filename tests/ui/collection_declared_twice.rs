// A collection is declared twice.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(collection(dyn Check), collection(dyn Check))]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
