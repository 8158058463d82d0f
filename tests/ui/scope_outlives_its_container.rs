// A scope outlives its container.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
}

fn main() {
    let scope = {
        let app = App::new();
        app.scope(RequestId(7))
    };
    drop(scope);
}
