// A service needs what the other container has, but it is not imported.
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
    pool: Arc<Pool>,
}

#[derive(Container)]
struct App {
    #[import(&Pool)]
    infra: Arc<Infra>,
    users: Singleton<Users>,
}

fn main() {}
