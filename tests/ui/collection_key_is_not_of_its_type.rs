// A key is not of the type that is written.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key: u8 = "db")]
    db: Singleton<DbCheck>,
}

fn main() {}
