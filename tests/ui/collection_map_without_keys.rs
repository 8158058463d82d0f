// A map is asked for of a collection that has no keys.
use di_core::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    checks: HashMap<&'static str, Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check)]
    db: Singleton<DbCheck>,
    health: Singleton<Health>,
}

fn main() {}
