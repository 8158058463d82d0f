// The type behind a scoped trait names the borrow that it cannot hold.
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
    #[provide(DailyReport<'_>)]
    report: Scoped<dyn Report>,
}

fn main() {}
