// A singleton is no input of a scope.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Singleton<RequestId>,
}

fn main() {}
