// A field cannot hold a trait object itself.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Users {
    clock: dyn Clock,
}

fn main() {}
