// A container has no providers.
use di_core::prelude::*;

#[derive(Container)]
struct App;

fn main() {}
