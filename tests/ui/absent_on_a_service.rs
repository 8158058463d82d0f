// `absent` is for a container's field.
use di_core::prelude::*;
use std::sync::Arc;

struct Cache;

#[derive(Injectable)]
struct Users {
    #[inject(absent)]
    cache: Option<Arc<Cache>>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
}

fn main() {}
