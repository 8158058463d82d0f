// What is made anew each time is not built at the start.
use di_core::DynamicContainer;
use di_core::prelude::*;

#[derive(Injectable)]
struct Hasher;

fn main() {
    DynamicContainer::builder().factory::<Hasher>().eager();
}
