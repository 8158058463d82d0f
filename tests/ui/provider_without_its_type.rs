// A provider does not say of what.
use di_core::prelude::*;

#[derive(Container)]
struct App {
    clock: Singleton,
}

fn main() {}
