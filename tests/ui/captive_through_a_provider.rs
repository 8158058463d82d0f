// A singleton would look again and again for what lives in a scope.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Users {
    request: Provider<Arc<RequestId>>,
}

#[derive(Container)]
struct App {
    #[provide(input)]
    request: Scoped<RequestId>,
    users: Singleton<Users>,
}

fn main() {}
