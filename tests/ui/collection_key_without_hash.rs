// A `HashMap` is asked for, but its keys cannot be hashed.
use di_core::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Db,
}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    checks: HashMap<Kind, Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = Kind::Db)]
    db: Singleton<DbCheck>,
    health: Singleton<Health>,
}

fn main() {}
