// A decorator needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Mailer>,
    clock: Arc<Clock>,
}

impl Mailer for Logged {}

#[derive(Container)]
struct App {
    #[provide(Smtp, decorate = Logged)]
    mailer: Singleton<dyn Mailer>,
}

fn main() {}
