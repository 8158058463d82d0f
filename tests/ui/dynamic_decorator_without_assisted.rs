// A decorator is given what it wraps.
use di_core::DynamicContainer;
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Cached;
impl Clock for Cached {}

fn main() {
    DynamicContainer::builder().decorate::<dyn Clock, Cached>(|it| it);
}
