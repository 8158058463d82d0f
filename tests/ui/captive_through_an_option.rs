// A singleton would hold what lives in a scope, as an `Option`.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Users {
    request: Option<Arc<RequestId>>,
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    users: Singleton<Users>,
}

fn main() {}
