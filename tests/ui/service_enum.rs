// An enum has no one way to be built.
use di_core::prelude::*;

#[derive(Injectable)]
enum Storage {
    Memory,
    File,
}

fn main() {}
