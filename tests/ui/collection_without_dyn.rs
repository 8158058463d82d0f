// A collection is of a trait.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into Check)]
    db: Singleton<DbCheck>,
}

fn main() {}
