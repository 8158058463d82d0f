// `input` takes no value.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input = RequestId(7))]
    request: Scoped<RequestId>,
}

fn main() {}
