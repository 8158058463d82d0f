// A singleton would hold what lives in a scope, within what a factory makes.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Audit {
    request: Arc<RequestId>,
}

#[derive(Injectable)]
struct Users {
    audit: Audit,
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Factory<Audit>,
    users: Singleton<Users>,
}

fn main() {}
