// What is borrowed from a container outlives it.
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
    report: Factory<Report<'static>>,
}

fn daily<'a>() -> Result<Report<'a>, di_core::Error> {
    let app = App::new();
    app.resolve()
}

fn main() {
    daily().map(|report| std::mem::size_of_val(report.clock)).ok();
}
