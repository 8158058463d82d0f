// A container takes from one of its own type what it imports.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct Pool;

#[derive(Container)]
struct App {
    #[import(Arc<Pool>)]
    infra: Arc<App>,
}

fn main() {}
