// A value and a singleton provide the same.
use di_core::prelude::*;

#[derive(Injectable)]
struct Config;

#[derive(Container)]
struct App {
    given: Value<Config>,
    built: Singleton<Config>,
}

fn main() {}
