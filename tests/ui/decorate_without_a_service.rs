// A decorator without the service that it decorates.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
