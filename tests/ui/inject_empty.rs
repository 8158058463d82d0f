// `#[inject()]` says nothing.
use di_core::prelude::*;
use std::sync::Arc;

struct Clock;

#[derive(Injectable)]
struct Visits {
    #[inject()]
    clock: Arc<Clock>,
}

fn main() {}
