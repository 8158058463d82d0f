// The type behind a singleton's trait would borrow from the container.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

trait Report: Send + Sync {}

#[derive(Injectable)]
struct DailyReport<'a> {
    clock: &'a Clock,
}

impl Report for DailyReport<'_> {}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    #[provide(DailyReport)]
    report: Singleton<dyn Report>,
}

fn main() {}
