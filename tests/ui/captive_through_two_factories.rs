// A singleton would hold what lives in a scope, within what two factories make.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct Trace {
    request: Arc<RequestId>,
}

#[derive(Injectable)]
struct Audit {
    trace: Trace,
}

#[derive(Injectable)]
struct Users {
    audit: Audit,
}

#[derive(Container)]
struct App {
    users: Singleton<Users>,
    audit: Factory<Audit>,
    trace: Factory<Trace>,
    #[provide(input)]
    request: Scoped<RequestId>,
}

fn main() {}
