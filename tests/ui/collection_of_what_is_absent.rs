// What is not there is put into a collection.
use di_core::prelude::*;

trait Check: Send + Sync {}

struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(absent, into dyn Check)]
    db: Singleton<DbCheck>,
}

fn main() {}
