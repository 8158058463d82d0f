// A field's type has no default.
use di_core::prelude::*;

struct Started;

#[derive(Injectable)]
struct Visits {
    #[inject(default)]
    started: Started,
}

fn main() {}
