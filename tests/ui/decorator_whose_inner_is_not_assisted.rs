// A decorator's field for what it decorates is not marked.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    inner: Arc<dyn Mailer>,
}

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
