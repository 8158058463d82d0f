// A collection's trait stands where the list is meant.
use di_core::prelude::*;
use std::sync::Arc;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into Vec<Arc<dyn Check>>)]
    db: Singleton<DbCheck>,
}

fn main() {}
