// What the container keeps is used by many threads.
use di_core::DynamicContainer;
use di_core::prelude::*;
use std::cell::Cell;

#[derive(Injectable)]
struct Counter {
    #[inject(default)]
    count: Cell<u32>,
}

fn main() {
    DynamicContainer::builder().singleton::<Counter>();
}
