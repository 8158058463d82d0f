// What lives in a scope of the other container cannot be imported.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Container)]
struct Infra {
    #[provide(input)]
    request: Scoped<RequestId>,
}

#[derive(Container)]
struct App {
    #[import(Arc<RequestId>)]
    infra: Arc<Infra>,
}

fn main() {}
