// A function takes what the container can provide.
use di_core::DynamicContainer;

struct Pool;

fn main() {
    DynamicContainer::builder().singleton_with(|_url: String| Pool);
}
