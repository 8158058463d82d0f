// `with` stands without a value.
use di_core::prelude::*;

#[derive(Injectable)]
struct Visits {
    #[inject(with)]
    count: u64,
}

fn main() {}
