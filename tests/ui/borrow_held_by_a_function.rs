// A singleton's function keeps what it may only borrow.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

struct Report {
    clock: &'static Clock,
}

fn report(clock: &'static Clock) -> Report {
    Report { clock }
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    #[provide(with = report)]
    report: Singleton<Report>,
}

fn main() {}
