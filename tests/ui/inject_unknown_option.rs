// `#[inject(..)]` has an option that nobody knows.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(defualt)]
    count: u64,
}

fn main() {}
