// A case of a choice is a type, not the name of a function.
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

fn log_mailer() -> LogMailer {
    LogMailer
}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(select = |config: &Config| match config.offline { true => log_mailer, false => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
