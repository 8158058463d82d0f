// A factory's decorator is given a `Box`, not an `Arc`.
use di_core::prelude::*;
use std::sync::Arc;

trait Job {}

#[derive(Injectable)]
struct Cleanup;

impl Job for Cleanup {}

#[derive(Injectable)]
struct Timed {
    #[inject(assisted)]
    inner: Arc<dyn Job>,
}

impl Job for Timed {}

#[derive(Container)]
struct App {
    #[provide(Cleanup, decorate = Timed)]
    job: Factory<dyn Job>,
}

fn main() {}
