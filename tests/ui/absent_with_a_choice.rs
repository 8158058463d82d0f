// What is absent is not chosen.
use di_core::prelude::*;

trait Cache: Send + Sync {}

#[derive(Injectable)]
struct Redis;

impl Cache for Redis {}

#[derive(Container)]
struct App {
    #[provide(absent, select = || match 1 { _ => Redis })]
    cache: Singleton<dyn Cache>,
}

fn main() {}
