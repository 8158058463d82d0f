// `#[import]` is for a field.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

#[derive(Container)]
#[import(Arc<Pool>)]
struct App {
    infra: Value<Infra>,
}

fn main() {}
