// A shared service is provided as a trait whose objects threads cannot share.
use di_core::prelude::*;
use std::sync::Arc;

trait Reader {}

#[derive(Injectable)]
struct Store;

impl Reader for Store {}

#[derive(Injectable)]
struct Users {
    reader: Arc<dyn Reader>,
}

#[derive(Container)]
struct App {
    #[provide(as dyn Reader)]
    store: Singleton<Store>,
    users: Singleton<Users>,
}

fn main() {}
