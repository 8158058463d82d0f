// What an `async` function returns is decorated.
use std::sync::Arc;

use di_core::prelude::*;

trait Mailer: Send + Sync {}

struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
}

impl Mailer for Logged {}

async fn connect() -> Box<dyn Mailer> {
    Box::new(Smtp)
}

#[derive(Container)]
struct App {
    #[provide(with = connect, decorate = Logged)]
    mailer: Scoped<dyn Mailer>,
}

fn main() {}
