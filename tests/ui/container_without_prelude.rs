// A container is declared without the prelude.
use di_core::Container;

struct Config;

#[derive(Container)]
struct App {
    config: Value<Config>,
}

fn main() {
    let _app = App::new(Config);
}
