// What chooses is nothing but a `match`.
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
    #[provide(select = |config: &Config| { let offline = config.offline; match offline { true => LogMailer, false => Smtp } })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
