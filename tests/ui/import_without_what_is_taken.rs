// A container is a field, and nothing says what is taken from it.
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
    infra: Arc<Infra>,
}

fn main() {}
