// The type behind a trait needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct PgPool;

trait Users: Send + Sync {}

#[derive(Injectable)]
struct PgUsers {
    pool: Arc<PgPool>,
}

impl Users for PgUsers {}

#[derive(Container)]
struct App {
    #[provide(PgUsers)]
    users: Singleton<dyn Users>,
}

fn main() {}
