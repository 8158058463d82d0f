// Not the singleton itself is lazy, but what a factory made for it, which it owns.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Window {
    bar: Bar,
}

#[derive(Injectable)]
struct Bar {
    menu: Lazy<Menu>,
}

#[derive(Injectable, Clone)]
struct Menu {
    window: Arc<Window>,
}

#[derive(Container)]
struct App {
    window: Singleton<Window>,
    bar: Factory<Bar>,
    menu: Factory<Menu>,
}

fn main() {}
