// A service asks optionally for what the container does not mention.
use di_core::prelude::*;
use std::sync::Arc;

struct Cache;

#[derive(Injectable)]
struct Users {
    cache: Option<Arc<Cache>>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {}
