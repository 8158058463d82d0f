// What a factory puts into a collection does not implement its trait.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

#[derive(Container)]
struct App {
    #[provide(into dyn Check)]
    db: Factory<DbCheck>,
}

fn main() {}
