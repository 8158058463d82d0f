// A value is overridden with something else.
use di_core::prelude::*;

struct Config;

#[derive(Container)]
struct App {
    config: Value<Config>,
}

fn main() {
    let mut app = App::new(Config);
    app.config.override_with("test.toml");
}
