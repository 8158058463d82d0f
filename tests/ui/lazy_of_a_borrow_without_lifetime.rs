// A `Lazy` cannot hand out a borrow, in a struct without a lifetime either.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Injectable)]
struct Users {
    clock: Lazy<&'static Clock>,
}

#[derive(Container)]
struct App {
    clock: Singleton<Clock>,
    users: Singleton<Users>,
}

fn main() {}
