// A field has two sources.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(default, with = 7)]
    count: u64,
}

fn main() {}
