// A service asks by value only for what says so.
use di_core::DynamicContainer;
use di_core::prelude::*;

struct Connection;

#[derive(Injectable)]
struct Users {
    connection: Connection,
}

fn main() {
    DynamicContainer::builder().singleton::<Users>();
}
