// The type behind a factory's trait does not implement it.
use di_core::prelude::*;

trait Job {}

#[derive(Injectable)]
struct SendReminders;

#[derive(Container)]
struct App {
    #[provide(SendReminders)]
    job: Factory<dyn Job>,
}

fn main() {}
