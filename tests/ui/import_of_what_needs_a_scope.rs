// What the other container makes needs a scope, so it cannot be imported.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Audit {
    request: Arc<RequestId>,
}

#[derive(Container)]
struct Infra {
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Factory<Audit>,
}

#[derive(Container)]
struct App {
    #[import(Audit)]
    infra: Arc<Infra>,
}

fn main() {}
