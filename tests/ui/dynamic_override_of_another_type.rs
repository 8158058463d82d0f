// An override is of the type that is overridden.
use di_core::DynamicContainer;
use std::sync::Arc;

trait Mailer: Send + Sync {}
struct FakeClock;

fn main() {
    DynamicContainer::builder().override_with::<dyn Mailer>(Arc::new(FakeClock));
}
