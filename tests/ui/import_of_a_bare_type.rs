// A singleton of the other container is imported as it is asked for.
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
    #[import(Pool)]
    infra: Arc<Infra>,
}

fn main() {}
