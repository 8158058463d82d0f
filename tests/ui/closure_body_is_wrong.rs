// A closure does not compile by itself.
use di_core::prelude::*;
use std::sync::Arc;

struct Config {
    port: u16,
}

struct Server {
    port: u16,
}

#[derive(Container)]
struct App {
    config: Value<Config>,
    #[provide(with = |config: Arc<Config>| Server { port: config.prot })]
    server: Singleton<Server>,
}

fn main() {}
