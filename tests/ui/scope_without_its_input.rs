// A scope is opened without its input.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
}

fn main() {
    let app = App::new();
    let _scope = app.scope();
}
