// A `BTreeMap` is asked for, but its keys have no order.
use di_core::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(PartialEq, Eq, Hash)]
enum Kind {
    Db,
}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    checks: BTreeMap<Kind, Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = Kind::Db)]
    db: Singleton<DbCheck>,
    health: Singleton<Health>,
}

fn main() {}
