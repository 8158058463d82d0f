// A field is given something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(with = "none")]
    count: u64,
}

fn main() {}
