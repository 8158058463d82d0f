// `#[container(..)]` stands on a service.
use di_core::prelude::*;

#[derive(Injectable)]
#[container(crate = di_core)]
struct Clock;

fn main() {}
