// What a broken field was to provide is not missing besides.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;

#[derive(Injectable)]
struct Users {
    config: Arc<Config>,
}

#[derive(Container)]
struct App {
    config: Arc<Config>,
    users: Singleton<Users>,
}

fn main() {
    let _app = App::new();
}
