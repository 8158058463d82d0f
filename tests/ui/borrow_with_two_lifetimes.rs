// A service has a lifetime too many.
use di_core::prelude::*;

struct Clock;
struct Config;

#[derive(Injectable)]
struct Report<'a, 'b> {
    clock: &'a Clock,
    config: &'b Config,
}

fn main() {}
