// A `Lazy` of a singleton, without the pointer.
use di_core::prelude::*;

#[derive(Injectable, Clone)]
struct Clock;

#[derive(Injectable)]
struct Users {
    clock: Lazy<Clock>,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    users: Singleton<Users>,
}

fn main() {}
