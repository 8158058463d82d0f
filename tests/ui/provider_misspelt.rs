// A provider is misspelt.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    clock: Singelton<Clock>,
}

fn main() {}
