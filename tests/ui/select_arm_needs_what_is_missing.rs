// The type of one choice needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

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

struct Clock;

#[derive(Injectable)]
struct Journal {
    clock: Arc<Clock>,
}

impl Mailer for Journal {}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(select = |config: &Config| match config.offline { true => Journal, false => Smtp })]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
