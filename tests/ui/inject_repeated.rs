// `#[inject(..)]` says one thing twice.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(default)]
    #[inject(default)]
    count: u64,
}

fn main() {}
