// What chooses is a closure.
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

fn choose(config: &Config) -> bool {
    config.offline
}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(select = choose)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
