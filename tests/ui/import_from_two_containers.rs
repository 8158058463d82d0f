// Two containers give the same.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

#[derive(Container)]
struct Spare {
    pool: Singleton<Pool>,
}

#[derive(Container)]
struct App {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
    #[import(Arc<Pool>)]
    spare: Arc<Spare>,
}

fn main() {}
