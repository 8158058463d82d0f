// Two containers give the same, with one qualifier.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct Infra {
    pool: Singleton<Pool>,
}

struct Replica;

#[derive(Container)]
struct Spare {
    pool: Singleton<Pool, Replica>,
}

#[derive(Container)]
struct App {
    #[import(Named<Arc<Pool>, Replica>)]
    spare: Arc<Spare>,
    pool: Singleton<Pool, Replica>,
}

fn main() {}
