// An enum has no fields to provide from.
use di_core::prelude::*;

#[derive(Container)]
enum App {
    Web,
    Worker,
}

fn main() {}
