// A choice and a function exclude each other.
use di_core::prelude::*;

struct Config {
    offline: bool,
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
    #[provide(with = || Smtp, select = |config: &Config| match config.offline { true => LogMailer, false => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
