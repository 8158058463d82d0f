// What is made by itself says what it needs.
use di_core::DynamicContainer;

struct Connection;

fn main() {
    DynamicContainer::builder().factory::<Connection>();
}
