// A singleton would make later what needs a scope.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable, Clone)]
struct Audit {
    request: Arc<RequestId>,
}

#[derive(Injectable)]
struct Users {
    audit: Lazy<Audit>,
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    audit: Factory<Audit>,
    users: Singleton<Users>,
}

fn main() {}
