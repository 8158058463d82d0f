// A field is a plain value.
use di_core::prelude::*;

#[derive(Container)]
struct App {
    port: u32,
}

fn main() {}
