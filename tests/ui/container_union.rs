// A union has no fields to provide from.
use di_core::prelude::*;

#[derive(Container)]
union App {
    web: u8,
    worker: u8,
}

fn main() {}
