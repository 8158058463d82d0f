// A service borrows mutably what a container shares.
use di_core::prelude::*;

struct Counter(u64);

#[derive(Injectable)]
struct CountVisit<'a> {
    counter: &'a mut Counter,
}

fn main() {}
