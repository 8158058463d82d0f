// As direct, but another factory's product stands in between.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Window {
    menu: Lazy<Menu>,
}

#[derive(Injectable, Clone)]
struct Menu {
    entry: Entry,
}

#[derive(Injectable, Clone)]
struct Entry {
    window: Arc<Window>,
}

#[derive(Container)]
struct App {
    window: Singleton<Window>,
    menu: Factory<Menu>,
    entry: Factory<Entry>,
}

fn main() {}
