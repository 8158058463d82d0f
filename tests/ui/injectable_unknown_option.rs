// `#[injectable(..)]` has an option that nobody knows.
use di_core::prelude::*;

#[derive(Injectable)]
#[injectable(lifetime)]
struct Clock;

fn main() {}
