// A declared collection and an element have keys of two types.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
#[container(collection(dyn Check, key: u8))]
struct App {
    #[provide(into dyn Check, key = "db")]
    db: Singleton<DbCheck>,
}

fn main() {}
