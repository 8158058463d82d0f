// A singleton holds what a factory makes, which would look later for what lives in a scope.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Audit {
    request: Lazy<Arc<RequestId>>,
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
