// `#[provide()]` says nothing.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
struct App {
    #[provide()]
    clock: Singleton<Clock>,
}

fn main() {}
