// A borrow needs its lifetime; what the compiler says of that is said once.
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Report {
    clock: &dyn Clock,
}

fn main() {}
