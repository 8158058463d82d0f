// A trait object is imported as it is asked for.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Injectable)]
struct Smtp;

impl Mailer for Smtp {}

#[derive(Container)]
struct Infra {
    #[provide(Smtp)]
    mailer: Singleton<dyn Mailer>,
}

#[derive(Container)]
struct App {
    #[import(dyn Mailer)]
    infra: Arc<Infra>,
}

fn main() {}
