// `#[inject(..)]` stands on the service.
use di_core::prelude::*;

#[derive(Injectable)]
#[inject(default)]
struct Visits {
    #[inject(default)]
    count: u64,
}

fn main() {}
