// What the container keeps borrows nothing from it.
use di_core::DynamicContainer;
use di_core::prelude::*;

struct Config;

#[derive(Injectable)]
struct Users<'a> {
    config: &'a Config,
}

fn main() {
    DynamicContainer::builder().singleton::<Users<'static>>();
}
