// A value is given, so nothing builds it.
use di_core::prelude::*;

struct Config;

#[derive(Container)]
struct App {
    #[provide(with = || Config)]
    config: Value<Config>,
}

fn main() {}
