// What is built by itself says what it needs.
use di_core::DynamicContainer;

struct Users;

fn main() {
    DynamicContainer::builder().singleton::<Users>();
}
