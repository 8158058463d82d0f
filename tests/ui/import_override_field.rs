// An import has no override.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

#[derive(Container)]
struct App {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
}

fn main() {
    let mut app = App::new(Infra::new().build());
    app.infra.override_with(Infra::new().build());
}
