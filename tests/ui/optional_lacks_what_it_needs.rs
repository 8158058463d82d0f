// What is asked for optionally is there, but lacks what it needs.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Cache {
    clock: Arc<Clock>,
}

#[derive(Injectable)]
struct Users {
    cache: Option<Arc<Cache>>,
}

#[derive(Container)]
struct App {
    cache: Singleton<Cache>,
    users: Singleton<Users>,
}

fn main() {}
