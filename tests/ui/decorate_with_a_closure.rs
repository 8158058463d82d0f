// A decorator is a service, not a closure.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

struct Logged(Arc<dyn Mailer>);

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = |inner: Arc<dyn Mailer>| Logged(inner))]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
