// Only what says so is given out by value.
use di_core::DynamicContainer;

struct Connection;

fn main() {
    DynamicContainer::builder().factory_with(|| Connection);
}
