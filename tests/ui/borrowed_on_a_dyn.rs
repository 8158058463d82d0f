// A trait object cannot live in the scope itself.
use di_core::prelude::*;

trait Session: Send + Sync {}

#[derive(Injectable)]
struct Visit;

impl Session for Visit {}

#[derive(Container)]
struct App {
    #[provide(Visit, borrowed)]
    session: Scoped<dyn Session>,
}

fn main() {}
