// The `Arc` is outside of the `Lazy`.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Users {
    clock: Arc<Lazy<Clock>>,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    users: Singleton<Users>,
}

fn main() {}
