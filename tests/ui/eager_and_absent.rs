// A singleton is eager, and absent.
use di_core::prelude::*;

struct Cache;

#[derive(Container)]
struct App {
    #[provide(eager, absent)]
    cache: Singleton<Cache>,
}

fn main() {}
