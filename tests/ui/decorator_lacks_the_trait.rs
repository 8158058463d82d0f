// A decorator does not implement the trait itself.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
