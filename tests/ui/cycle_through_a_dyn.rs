// Two services need each other behind their traits.
use di_core::prelude::*;
use std::sync::Arc;

trait Users: Send + Sync {}
trait Clock: Send + Sync {}

#[derive(Injectable)]
struct PgUsers {
    clock: Arc<dyn Clock>,
}

impl Users for PgUsers {}

#[derive(Injectable)]
struct UserClock {
    users: Arc<dyn Users>,
}

impl Clock for UserClock {}

#[derive(Container)]
struct App {
    #[provide(PgUsers)]
    users: Singleton<dyn Users>,
    #[provide(UserClock)]
    clock: Singleton<dyn Clock>,
}

fn main() {}
