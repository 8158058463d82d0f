// The type behind a collection's own trait does not implement it.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

#[derive(Container)]
struct App {
    #[provide(DbCheck, into dyn Check)]
    db: Singleton<dyn Check>,
}

fn main() {}
