// A field is a reference.
use di_core::prelude::*;

struct Config;

#[derive(Container)]
struct App {
    config: &'static Config,
}

fn main() {}
