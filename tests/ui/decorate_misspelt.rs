// `decorate` is misspelt.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged;

#[derive(Container)]
struct App {
    #[provide(Smtp, decorated = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
