// A trait's objects are only lent if the trait says so.
use di_core::DynamicContainer;
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Greeting<'a> {
    clock: &'a dyn Clock,
}

fn main() {
    DynamicContainer::builder().factory::<Greeting<'static>>();
}
