// `decorate` says nothing.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
