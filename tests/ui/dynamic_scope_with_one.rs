// The inputs of a scope are given as a tuple.
use di_core::DynamicContainer;

struct RequestId(u64);

fn main() {
    let app = DynamicContainer::builder().input::<RequestId>().build().expect("it is complete");
    let _scope = app.scope_with(RequestId(7));
}
