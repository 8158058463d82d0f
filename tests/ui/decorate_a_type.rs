// What is decorated is a trait.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Smtp;

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<Smtp>,
}

#[derive(Container)]
struct App {
    #[provide(decorate = Logged)]
    mailer: Singleton<Smtp>,
}

fn main() {}
