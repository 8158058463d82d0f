// A struct that is contributed derives its constructor.
use di_core::prelude::*;

#[injectable(singleton)]
struct Clock;

#[derive(Injectable)]
#[di_core::injectable(singleton)]
struct ByItsPath;

fn main() {}
