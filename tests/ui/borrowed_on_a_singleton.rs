// Only what is scoped can live in the scope itself.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    #[provide(borrowed)]
    clock: Singleton<Clock>,
}

fn main() {}
