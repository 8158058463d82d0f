// A service needs a trait object that the container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct SystemClock;

impl Clock for SystemClock {}

#[derive(Injectable)]
struct Users {
    clock: Arc<dyn Clock>,
}

#[derive(Container)]
struct App {
    clock: Singleton<SystemClock>,
    users: Singleton<Users>,
}

fn main() {}
