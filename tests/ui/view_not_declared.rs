// A service asks for a trait of what is provided only as its own type.
use di_core::prelude::*;
use std::sync::Arc;

trait Reader: Send + Sync {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Injectable)]
struct Users {
    reader: Arc<dyn Reader>,
}

#[derive(Container)]
struct App {
    store: Singleton<Store>,
    users: Singleton<Users>,
}

fn main() {}
