// What is absent is not built by a function.
use di_core::prelude::*;

struct Cache;

#[derive(Container)]
struct App {
    #[provide(absent, with = || Cache)]
    cache: Singleton<Cache>,
}

fn main() {}
