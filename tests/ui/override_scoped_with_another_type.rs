// A scoped service is overridden with something else.
use di_core::prelude::*;
use std::sync::Arc;

#[derive(Injectable)]
struct AuditTrail;

struct FakeAudit;

#[derive(Container)]
struct App {
    audit: Scoped<AuditTrail>,
}

fn main() {
    let mut app = App::new();
    let fake = Arc::new(FakeAudit);
    app.audit.override_with(fake);
}
