// A scope is asked for what its container does not provide.
use di_core::prelude::*;
use std::sync::Arc;

struct Config;
struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let scope = app.scope(RequestId(7));
    let _config: Arc<Config> = scope.resolve()?;
    Ok(())
}
