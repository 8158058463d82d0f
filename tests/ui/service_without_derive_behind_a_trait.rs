// The type behind a trait does not derive `Injectable`.
use di_core::prelude::*;

trait Users: Send + Sync {}

struct PgUsers;

impl Users for PgUsers {}

#[derive(Container)]
struct App {
    #[provide(PgUsers)]
    users: Singleton<dyn Users>,
}

fn main() {}
