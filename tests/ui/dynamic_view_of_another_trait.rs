// A service is only provided as what it implements.
use di_core::DynamicContainer;
use di_core::prelude::*;

trait Clock: Send + Sync {}

#[derive(Injectable)]
struct Users;

fn main() {
    DynamicContainer::builder().singleton::<Users>().provides::<dyn Clock>(|it| it);
}
