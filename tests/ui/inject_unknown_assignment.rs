// `#[inject(..)]` assigns to an option that takes no value.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(default = 7)]
    count: u64,
}

fn main() {}
