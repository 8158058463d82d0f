// An import is a container, not a provider of one.
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
    infra: Value<Infra>,
}

fn main() {}
