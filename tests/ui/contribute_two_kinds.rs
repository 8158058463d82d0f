// What is contributed lives in one way.
use di_core::prelude::*;

#[derive(Injectable)]
#[injectable(singleton, scoped)]
struct Clock;

fn main() {}
