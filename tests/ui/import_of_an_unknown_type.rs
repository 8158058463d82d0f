// What is imported does not exist.
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
    #[import(Arc<Pol>)]
    infra: Arc<Infra>,
}

fn main() {}
