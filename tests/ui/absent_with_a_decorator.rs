// What is absent is not decorated.
use di_core::prelude::*;
use std::sync::Arc;

trait Cache: Send + Sync {}

#[derive(Injectable)]
struct Logged {
    #[inject(assisted)]
    inner: Arc<dyn Cache>,
}

impl Cache for Logged {}

#[derive(Container)]
struct App {
    #[provide(absent, decorate = Logged)]
    cache: Singleton<dyn Cache>,
}

fn main() {}
