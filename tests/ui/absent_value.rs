// A value is given, so it is there.
use di_core::prelude::*;

struct Cache;

#[derive(Container)]
struct App {
    #[provide(absent)]
    cache: Value<Cache>,
}

fn main() {}
