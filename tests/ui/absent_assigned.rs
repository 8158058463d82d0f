// `absent` takes no value.
use di_core::prelude::*;

struct Cache;

#[derive(Container)]
struct App {
    #[provide(absent = true)]
    cache: Singleton<Cache>,
}

fn main() {}
