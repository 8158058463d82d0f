// A function that is registered takes what it may keep.
use di_core::DynamicContainer;

struct Config;
struct Pool;

fn main() {
    DynamicContainer::builder().singleton_with(|_config: &Config| Pool);
}
