// A service asks for one of what is only in a collection.
use di_core::prelude::*;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    check: Arc<dyn Check>,
}

#[derive(Container)]
struct App {
    #[provide(DbCheck, into dyn Check)]
    db: Singleton<dyn Check>,
    health: Singleton<Health>,
}

fn main() {}
