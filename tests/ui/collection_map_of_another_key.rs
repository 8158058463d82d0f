// A map is asked for with another type of keys.
use di_core::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    checks: BTreeMap<String, Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = "db")]
    db: Singleton<DbCheck>,
    health: Singleton<Health>,
}

fn main() {}
