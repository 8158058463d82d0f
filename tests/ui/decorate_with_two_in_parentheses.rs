// Each decorator has a `decorate` of its own.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged;

#[derive(Injectable)]
struct Retrying;

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate(Logged, Retrying))]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
