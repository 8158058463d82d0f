// A service needs, later, what is declared to be absent.
use di_core::prelude::*;
use std::sync::Arc;

struct Cache;

#[derive(Injectable)]
struct Users {
    cache: Lazy<Arc<Cache>>,
}

#[derive(Container)]
struct App {
    #[provide(absent)]
    cache: Singleton<Cache>,
    users: Singleton<Users>,
}

fn main() {}
