// An element has two keys.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = "db", key = "database")]
    db: Singleton<DbCheck>,
}

fn main() {}
