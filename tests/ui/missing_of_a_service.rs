// A service needs what the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Users {
    clock: Arc<Clock>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {}
