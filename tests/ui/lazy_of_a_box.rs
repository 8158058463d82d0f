// A `Lazy` of a factory's trait object: a `Box` is not `Clone`.
use di_core::prelude::*;

trait Job {}

#[derive(Injectable)]
struct Cleanup;

impl Job for Cleanup {}

#[derive(Injectable)]
struct Jobs {
    job: Lazy<Box<dyn Job>>,
}

#[derive(Container)]
struct App {
    #[provide(Cleanup)]
    job: Factory<dyn Job>,
    jobs: Factory<Jobs>,
}

fn main() {}
