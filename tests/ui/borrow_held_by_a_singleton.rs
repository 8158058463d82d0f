// A singleton would borrow from the container that it lives in.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Report<'a> {
    clock: &'a Clock,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    report: Singleton<Report<'static>>,
}

fn main() {}
