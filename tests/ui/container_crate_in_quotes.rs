// The path of `crate` is no string.
use di_core::prelude::*;

#[derive(Injectable)]
struct Clock;

#[derive(Container)]
#[container(crate = "di_core")]
struct App {
    clock: Singleton<Clock>,
}

fn main() {
    let _app = App::new();
}
