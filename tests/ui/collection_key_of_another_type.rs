// Two elements have keys of two types.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct MailCheck;

impl Check for MailCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = "db")]
    db: Singleton<DbCheck>,
    #[provide(into dyn Check, key = 2)]
    mail: Singleton<MailCheck>,
}

fn main() {}
