// The type of a key cannot be seen.
use di_core::prelude::*;

trait Check: Send + Sync {}

const DB: &str = "db";

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = DB)]
    db: Singleton<DbCheck>,
}

fn main() {}
