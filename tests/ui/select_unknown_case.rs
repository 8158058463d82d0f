// A choice has a case that its type does not have.
use di_core::prelude::*;

enum Kind {
    Log,
    Smtp,
}

struct Config {
    kind: Kind,
}

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct LogMailer;

impl Mailer for LogMailer {}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(select = |config: &Config| match config.kind { Kind::Logg => LogMailer, Kind::Smtp => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
