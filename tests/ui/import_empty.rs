// `#[import()]` takes nothing.
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
    #[import()]
    infra: Arc<Infra>,
}

fn main() {}
