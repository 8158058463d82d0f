// A singleton is overridden with something else.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct SmtpMailer;

impl Mailer for SmtpMailer {}

struct FakeMailer;

#[derive(Container)]
struct App {
    #[provide(SmtpMailer)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {
    let mut app = App::new();
    app.mailer.override_with(Arc::new(FakeMailer));
}
