// Two elements have the same key.
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
    #[provide(into dyn Check, key = "check")]
    db: Singleton<DbCheck>,
    #[provide(into dyn Check, key = "check")]
    mail: Singleton<MailCheck>,
}

fn main() {}
