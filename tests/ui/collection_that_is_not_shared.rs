// A shared element is put into a collection of a trait whose objects threads cannot share.
use di_core::prelude::*;
use std::sync::Arc;

trait Check {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health {
    checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check)]
    db: Singleton<DbCheck>,
    health: Singleton<Health>,
}

fn main() {}
