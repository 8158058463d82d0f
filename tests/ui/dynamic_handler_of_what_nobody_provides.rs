// Whoever is called with what it needs takes what the container can provide.
use di_core::DynamicContainer;

fn handle(_url: String) {}

fn main() {
    DynamicContainer::builder().requires_call(&handle);
}
