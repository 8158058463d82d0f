// A service wants to keep what a scope only lends.
use di_core::prelude::*;
use std::sync::Arc;

struct RequestId(u64);

#[derive(Injectable)]
struct AuditTrail {
    request: Arc<RequestId>,
}

#[derive(Container)]
struct App {
    #[provide(input, borrowed)]
    request: Scoped<RequestId>,
    audit: Scoped<AuditTrail>,
}

fn main() {}
