// `#[inject(..)]` stands on a container.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[inject(default)]
struct App {
    clock: Singleton<Clock>,
}

fn main() {}
