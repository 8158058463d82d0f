// A decorator has two assisted fields.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Retrying {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    #[inject(assisted)]
    times: u8,
}

impl Mailer for Retrying {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Retrying)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
