// `#[inject(..)]` names a type.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Visits {
    #[inject(Clock)]
    clock: Arc<Clock>,
}

fn main() {}
