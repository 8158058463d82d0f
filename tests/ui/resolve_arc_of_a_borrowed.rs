// A scope is asked for an `Arc` of what it only lends.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input, borrowed)]
    request: Scoped<RequestId>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let scope = app.scope(RequestId(7));
    let _request = scope.resolve::<Arc<RequestId>>()?;
    Ok(())
}
