// A scoped service is overridden with a closure that returns something else.
use di_core::prelude::*;

#[derive(Injectable)]
struct AuditTrail;

struct FakeAudit;

#[derive(Container)]
struct App {
    audit: Scoped<AuditTrail>,
}

fn main() {
    let mut app = App::new();
    app.audit.override_with_fn(|| FakeAudit);
}
