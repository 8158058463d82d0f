// Two services need each other.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Users {
    orders: Arc<Orders>,
}

#[derive(Injectable)]
struct Orders {
    users: Arc<Users>,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
    orders: Singleton<Orders>,
}

fn main() {}
