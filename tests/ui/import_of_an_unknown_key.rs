// The other container does not provide what is imported.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

struct Clock;

#[derive(Container)]
struct App {
    #[import(Arc<Clock>)]
    infra: Arc<Infra>,
}

fn main() {}
