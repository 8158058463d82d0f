// A container borrows.
use di_core::prelude::*;

struct Config;

#[derive(Injectable)]
struct Report<'a> {
    config: &'a Config,
}

#[derive(Container)]
struct App<'a> {
    config: Value<Config>,
    report: Factory<Report<'a>>,
}

fn main() {}
