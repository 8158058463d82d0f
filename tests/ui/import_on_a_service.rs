// A service imports nothing.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

#[derive(Injectable)]
struct Users {
    #[import(Arc<Pool>)]
    infra: Arc<Infra>,
}

fn main() {}
