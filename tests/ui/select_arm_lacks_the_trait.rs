// The type of a choice does not implement the trait.
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

#[derive(Injectable)]
struct Silence;

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(select = |config: &Config| match config.offline { true => Silence, false => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
