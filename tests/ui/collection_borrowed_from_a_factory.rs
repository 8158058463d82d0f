// A collection with what a factory makes is asked for as borrows.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct Health<'a> {
    checks: Vec<&'a dyn Check>,
}

#[derive(Container)]
struct App {
    #[provide(into dyn Check)]
    db: Factory<DbCheck>,
    health: Factory<Health<'static>>,
}

fn main() {}
