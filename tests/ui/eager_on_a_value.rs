// A value is eager.
use di_core::prelude::*;

struct Config;

#[derive(Container)]
struct App {
    #[provide(eager)]
    config: Value<Config>,
}

fn main() {}
