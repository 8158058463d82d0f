// What is borrowed from a scope outlives it.
use di_core::prelude::*;

struct RequestId(u64);

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new();
    let request: &RequestId = {
        let scope = app.scope(RequestId(7));
        scope.resolve()?
    };
    println!("{}", request.0);
    Ok(())
}
