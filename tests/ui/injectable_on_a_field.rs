// `#[injectable(..)]` stands on a field.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[injectable(crate = di_core)]
    #[inject(default)]
    count: u64,
}

fn main() {}
