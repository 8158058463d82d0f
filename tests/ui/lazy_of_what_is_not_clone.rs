// A `Lazy` of what a factory makes hands out copies, so the product must be `Clone`.
use di_core::prelude::*;

#[derive(Injectable)]
struct Report;

#[derive(Injectable)]
struct Reports {
    report: Lazy<Report>,
}

#[derive(Container)]
struct App {
    report: Factory<Report>,
    reports: Singleton<Reports>,
}

fn main() {}
