// A key is imported twice.
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
    #[import(Arc<Pool>, Arc<Pool>)]
    infra: Arc<Infra>,
}

fn main() {}
