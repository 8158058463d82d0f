// A key comes after what it is a key in.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(key = "db", into dyn Check)]
    db: Singleton<DbCheck>,
}

fn main() {}
