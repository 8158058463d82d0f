// A scoped service would borrow from the scope that it lives in.
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
    report: Scoped<Report<'static>>,
}

fn main() {}
