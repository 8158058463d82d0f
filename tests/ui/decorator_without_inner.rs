// A decorator has no field for what it decorates.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged;

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
