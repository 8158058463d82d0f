// A given value that threads cannot share.
use di_core::prelude::*;
use std::cell::Cell;

struct Config {
    port: Cell<u16>,
}

#[derive(Container)]
struct App {
    config: Value<Config>,
}

fn main() {}
