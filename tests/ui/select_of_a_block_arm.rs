// A case of a choice is a type, without a body.
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
    #[provide(select = |config: &Config| match config.offline { true => { println!(); LogMailer } false => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
