// Two elements have the same key, one of them by a constant.
use di_core::prelude::*;

trait Check: Send + Sync {}

const DB: &str = "db";

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
    #[provide(into dyn Check, key: &'static str = DB)]
    mail: Singleton<MailCheck>,
}

fn main() {}
