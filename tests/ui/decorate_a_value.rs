// A value is given, so nothing decorates it.
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
    mailer: Value<dyn Mailer>,
}

fn main() {}
