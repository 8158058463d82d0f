// A container's field is a `Lazy`, which is what one asks for.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Lazy<Clock>,
}

fn main() {}
