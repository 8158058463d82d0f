// A called closure's parameter is qualified as nothing is.
use di_core::prelude::*;
use std::sync::Arc;

struct Replica;
struct Archive;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    replica: Singleton<Pool, Replica>,
}

fn main() -> Result<(), di_core::Error> {
    let app = App::new().build();
    app.call(|_pool: Named<Arc<Pool>, Archive>| ())
}
