// What is only borrowed is asked for as a shared trait object.
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
    #[provide(borrowed, as dyn Reader)]
    store: Scoped<Store>,
    users: Scoped<Users>,
}

fn main() {}
