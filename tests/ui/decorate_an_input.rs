// What is given to a scope is not decorated.
use di_core::prelude::*;
use std::sync::Arc;

trait User: Send + Sync {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn User>,
}

impl User for Logged {}

#[derive(Container)]
struct App {
    #[provide(input, decorate = Logged)]
    user: Scoped<dyn User>,
}

fn main() {}
