// A field is put into a collection twice.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, into dyn Check)]
    db: Singleton<DbCheck>,
}

fn main() {}
