// Two elements have the same key, one of them by a constant of its type.
use di_core::prelude::*;

trait Check: Send + Sync {}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Db,
    Mail,
}

impl Kind {
    const FIRST: Self = Self::Db;
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
    #[provide(into dyn Check, key = Kind::FIRST)]
    mail: Singleton<MailCheck>,
}

fn main() {}
