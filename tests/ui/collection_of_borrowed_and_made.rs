// What can only be borrowed and what is made are put into one collection.
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
    #[provide(borrowed, into dyn Check)]
    db: Scoped<DbCheck>,
    #[provide(into dyn Check)]
    mail: Factory<MailCheck>,
}

fn main() {}
