// `#[container(..)]` stands on a field.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    #[container(crate = di_core)]
    clock: Singleton<Clock>,
}

fn main() {}
