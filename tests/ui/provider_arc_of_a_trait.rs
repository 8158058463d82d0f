// A field is an `Arc` of a trait object, which is not a provider.
use di_core::prelude::*;
use std::sync::Arc;

trait Mailer: Send + Sync {}

#[derive(Container)]
struct App {
    mailer: Arc<dyn Mailer>,
}

fn main() {}
