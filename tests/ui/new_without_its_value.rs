// A container is created without its value.
use di_core::prelude::*;

struct Config;

#[derive(Container)]
struct App {
    config: Value<Config>,
}

fn main() {
    let _app = App::new();
}
