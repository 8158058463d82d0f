// A service needs itself.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Category {
    parent: Arc<Category>,
}

#[derive(Container)]
struct App {
    category: Singleton<Category>,
}

fn main() {}
