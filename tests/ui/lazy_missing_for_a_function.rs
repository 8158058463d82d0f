// A function's parameter asks lazily for what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

struct Users {
    clock: Lazy<Arc<Clock>>,
}

fn users(clock: Lazy<Arc<Clock>>) -> Users {
    Users { clock }
}

#[derive(Container)]
struct App {
    #[provide(with = users)]
    users: Singleton<Users>,
}

fn main() {}
