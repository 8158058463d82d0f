// `into` says nothing.
use di_core::prelude::*;

#[derive(Injectable)]
struct DbCheck;

#[derive(Container)]
struct App {
    #[provide(into)]
    db: Singleton<DbCheck>,
}

fn main() {}
