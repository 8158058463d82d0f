// What can be any type is absent.
use di_core::prelude::*;

#[derive(Container)]
struct App<T: Send + Sync + 'static> {
    #[provide(absent)]
    raw: Singleton<T>,
}

fn main() {}
