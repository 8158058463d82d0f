// A key says nothing of the collection that it is for.
use di_core::prelude::*;

#[derive(Injectable)]
struct DbCheck;

#[derive(Container)]
struct App {
    #[provide(key = "db")]
    db: Singleton<DbCheck>,
}

fn main() {}
