// A scoped type that threads cannot share.
use di_core::prelude::*;
use std::rc::Rc;

#[derive(Injectable)]
struct Basket {
    #[inject(default)]
    items: Rc<str>,
}

#[derive(Container)]
struct App {
    basket: Scoped<Basket>,
}

fn main() {}
