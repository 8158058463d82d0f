// A service asks lazily for what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Users {
    clock: Lazy<Arc<Clock>>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {}
