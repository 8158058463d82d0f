// Only what says so is given out by value, and so required.
use di_core::DynamicContainer;

struct Connection;

fn main() {
    DynamicContainer::builder().requires::<Connection>();
}
