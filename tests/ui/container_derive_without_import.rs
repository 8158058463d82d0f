// The derive is used without its import.
struct Config;

#[derive(Container)]
struct App {
    config: di_core::Value<Config>,
}

fn main() {}
