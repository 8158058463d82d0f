// Keys that are constants of a type without structural equality.
use di_core::prelude::*;

trait Check: Send + Sync {}

struct Kind(u8);

impl Kind {
    const DB: Self = Self(0);
    const MAIL: Self = Self(1);
}

#[derive(Injectable)]
struct DbCheck;

impl Check for DbCheck {}

#[derive(Injectable)]
struct MailCheck;

impl Check for MailCheck {}

#[derive(Container)]
struct App {
    #[provide(into dyn Check, key = Kind::DB)]
    db: Singleton<DbCheck>,
    #[provide(into dyn Check, key = Kind::MAIL)]
    mail: Singleton<MailCheck>,
}

fn main() {}
