// Two fields provide the same.
use di_core::prelude::*;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct SmtpMailer;

impl Mailer for SmtpMailer {}

#[derive(Injectable)]
struct LogMailer;

impl Mailer for LogMailer {}

#[derive(Container)]
struct App {
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
    #[provide(LogMailer)]
    log: Singleton<dyn Mailer>,
}

fn main() {}
