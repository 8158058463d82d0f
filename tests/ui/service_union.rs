// A union has no one way to be built.
use di_core::prelude::*;

#[derive(Injectable)]
union Storage {
    memory: u8,
    file: u8,
}

fn main() {}
