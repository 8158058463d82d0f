// What is absent is not built by a type.
use di_core::prelude::*;

trait Cache: Send + Sync {}

#[derive(Injectable)]
struct Redis;

impl Cache for Redis {}

#[derive(Container)]
struct App {
    #[provide(absent, Redis)]
    cache: Singleton<dyn Cache>,
}

fn main() {}
