// What borrows is written with `'static` in a container.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Stamp<'a> {
    clock: &'a Clock,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    stamp: Factory<Stamp<'_>>,
}

fn main() {}
