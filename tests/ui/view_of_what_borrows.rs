// What borrows from the container cannot be provided as a trait object.
use di_core::prelude::*;

trait Page {}

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Home<'a> {
    clock: &'a Clock,
}

impl Page for Home<'_> {}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    #[provide(as dyn Page)]
    home: Factory<Home<'static>>,
}

fn main() {}
