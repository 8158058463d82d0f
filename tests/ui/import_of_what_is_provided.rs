// What is imported is provided by another field.
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
    pool: Singleton<Pool>,
}

fn main() {}
