// Keys of a type that cannot be compared.
use di_core::prelude::*;

trait Check: Send + Sync {}

enum Kind {
    Db,
    Mail,
}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct MailCheck;

impl Check for MailCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = Kind::Db)]
    db: Singleton<DbCheck>,
    #[provide(into dyn Check, key = Kind::Mail)]
    mail: Singleton<MailCheck>,
}

fn main() {}
