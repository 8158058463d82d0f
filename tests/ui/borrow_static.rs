// A service borrows from its container for ever.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Users {
    clock: &'static dyn Clock,
}

fn main() {}
