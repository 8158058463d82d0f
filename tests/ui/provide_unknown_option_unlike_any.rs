// `#[provide(..)]` has an option that resembles none.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(eager)]
    request: Scoped<RequestId>,
}

fn main() {}
