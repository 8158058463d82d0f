// A decorator decorates another trait.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}
trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Clock>,
}

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
