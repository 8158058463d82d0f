// A decorator is a service, not a function.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

struct Logged(Arc<dyn Mailer>);

impl Mailer for Logged {}

fn logged(inner: Arc<dyn Mailer>) -> Logged {
    Logged(inner)
}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
