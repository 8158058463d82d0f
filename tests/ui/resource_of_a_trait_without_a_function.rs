// Nothing says what opens a `dyn Trait`.
use di_core::prelude::*;

trait Store: Send + Sync {}

#[derive(Container)]
struct App {
    store: Resource<dyn Store>,
}

fn main() {}
