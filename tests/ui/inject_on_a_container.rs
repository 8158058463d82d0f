// `#[inject(..)]` stands on a container's field.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    #[inject(default)]
    clock: Singleton<Clock>,
}

fn main() {}
