// What is given to a scope is not built.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input, with = || RequestId(7))]
    request: Scoped<RequestId>,
}

fn main() {}
