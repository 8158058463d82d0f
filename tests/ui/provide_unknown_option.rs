// `#[provide(..)]` has an option that nobody knows.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(inptu)]
    request: Scoped<RequestId>,
}

fn main() {}
