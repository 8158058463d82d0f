// A function returns a type that does not implement the trait.
use di_core::prelude::*;

trait Users: Send + Sync {}

struct PgUsers;

fn pg_users() -> PgUsers {
    PgUsers
}

#[derive(Container)]
struct App {
    #[provide(PgUsers, with = pg_users)]
    users: Singleton<dyn Users>,
}

fn main() {}
