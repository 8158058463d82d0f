// A type that threads cannot share.
use di_core::prelude::*;
use std::cell::RefCell;

#[derive(Injectable)]
struct Counter {
    #[inject(default)]
    visits: RefCell<u64>,
}

#[derive(Container)]
struct App {
    counter: Singleton<Counter>,
}

fn main() {}
