// A service keeps, once it is used, what a factory makes, and that keeps the service.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Window {
    menu: Lazy<Menu>,
}

#[derive(Injectable, Clone)]
struct Menu {
    window: Arc<Window>,
}

#[derive(Container)]
struct App {
    window: Singleton<Window>,
    menu: Factory<Menu>,
}

fn main() {}
