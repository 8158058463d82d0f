// What is imported is a type, without quotes.
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
    #[import("Arc<Pool>")]
    infra: Arc<Infra>,
}

fn main() {}
