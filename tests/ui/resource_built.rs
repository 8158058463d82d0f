// A container with a resource is built, not started.
use di_core::prelude::*;

struct Pool;

async fn connect() -> Pool {
    Pool
}

#[derive(Container)]
struct App {
    #[provide(with = connect)]
    pool: Resource<Pool>,
}

fn main() {
    let app = App::new().build();
}
