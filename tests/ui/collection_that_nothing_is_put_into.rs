// A collection is asked for that nothing is put into.
use di_core::prelude::*;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct Health {
    checks: Vec<Arc<dyn Check>>,
}

#[derive(Container)]
struct App {
    health: Singleton<Health>,
}

fn main() {}
