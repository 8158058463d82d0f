// What is imported is private.
use di_core::prelude::*;
use std::sync::Arc;

mod infra {
    use di_core::prelude::*;

    #[derive(Injectable)]
    struct Pool;

    #[derive(Container)]
    pub struct Infra {
        pool: Singleton<Pool>,
    }
}

#[derive(Container)]
struct App {
    #[import(Arc<infra::Pool>)]
    infra: Arc<infra::Infra>,
}

fn main() {}
