// What is given to a scope has no type behind it.
use di_core::prelude::*;

trait Session: Send + Sync {}

struct Visit;

impl Session for Visit {}

#[derive(Container)]
struct App {
    #[provide(Visit, input)]
    session: Scoped<dyn Session>,
}

fn main() {}
