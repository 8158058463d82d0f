// A field is an `Arc`, which is not a provider.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;

#[derive(Container)]
struct App {
    config: Arc<Config>,
}

fn main() {
    let _app = App::new();
}
