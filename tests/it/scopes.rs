//! Scopes: one instance each, singletons from the root, flat.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::ErrorKind;
use di_core::prelude::*;

pub struct RequestId(u32);

static AUDITS: AtomicU32 = AtomicU32::new(0);

#[derive(Injectable)]
pub struct AuditTrail {
    request: Arc<RequestId>,
    #[inject(with = AUDITS.fetch_add(1, Ordering::Relaxed))]
    number: u32,
}

#[derive(Injectable)]
pub struct Metrics {
    #[inject(default)]
    count: AtomicU32,
}

#[derive(Injectable)]
pub struct Handler {
    audit: Arc<AuditTrail>,
    metrics: Arc<Metrics>,
}

#[derive(Injectable)]
pub struct UseCase<'a> {
    request: &'a RequestId,
    audit: &'a AuditTrail,
    metrics: &'a Metrics,
}

pub trait Tenant: Send + Sync {
    fn name(&self) -> String;
}

impl Tenant for RequestId {
    fn name(&self) -> String {
        format!("tenant {}", self.0)
    }
}

#[derive(Container)]
pub struct App {
    metrics: Singleton<Metrics>,
    #[provide(input)]
    request: Scoped<RequestId>,
    #[provide(input)]
    tenant: Scoped<dyn Tenant>,
    audit: Scoped<AuditTrail>,
    handler: Factory<Handler>,
    use_case: Factory<UseCase<'static>>,
}

fn tenant() -> Arc<dyn Tenant> {
    Arc::new(RequestId(99))
}

#[test]
fn a_scope_has_one_instance_and_another_scope_has_another() {
    let app = App::new().build();
    let (one, two) = (app.scope(RequestId(1), tenant()), app.scope(RequestId(2), tenant()));
    let first: Arc<AuditTrail> = one.resolve().unwrap();
    let again: Arc<AuditTrail> = one.resolve().unwrap();
    let other: Arc<AuditTrail> = two.resolve().unwrap();
    assert!(Arc::ptr_eq(&first, &again));
    assert_eq!((first.request.0, other.request.0), (1, 2));
    assert_ne!(first.number, other.number);
    assert_eq!(one.resolve::<&dyn Tenant>().unwrap().name(), "tenant 99");
}

#[test]
fn factories_in_a_scope_use_what_is_scoped_and_share_the_singletons() {
    let app = App::new().build();
    let scope = app.scope(RequestId(3), tenant());
    let handler: Handler = scope.resolve().unwrap();
    let use_case: UseCase<'_> = scope.resolve().unwrap();
    assert!(std::ptr::eq(use_case.audit, &raw const *handler.audit));
    assert_eq!(use_case.request.0, 3);
    use_case.metrics.count.fetch_add(1, Ordering::Relaxed);
    assert_eq!(handler.metrics.count.load(Ordering::Relaxed), 1);
    assert!(std::ptr::eq(use_case.metrics, app.resolve::<&Metrics>().unwrap()));
}

#[test]
fn a_scope_makes_and_calls_as_its_container_does() {
    #[derive(Injectable)]
    struct Unlisted {
        audit: Arc<AuditTrail>,
    }

    let app = App::new().build();
    let scope = app.scope(RequestId(4), tenant());
    assert_eq!(scope.make::<Unlisted>().unwrap().audit.request.0, 4);
    assert_eq!(scope.call(|request: &RequestId| request.0).unwrap(), 4);
    assert!(std::ptr::eq(scope.container(), &raw const *app));
}

#[test]
fn the_container_itself_has_no_scope_and_says_so() {
    let app = App::new().build();
    let error = app.resolve::<Handler>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    assert_eq!(error.to_string(), "`AuditTrail` needs a scope (Handler -> AuditTrail)");
    let error = app.resolve::<Arc<RequestId>>().err().unwrap();
    assert_eq!(error.to_string(), "`RequestId` needs a scope (RequestId)");
}

#[test]
fn a_singleton_first_asked_in_a_scope_outlives_it() {
    let app = App::new().build();
    let metrics: Arc<Metrics> = {
        let scope = app.scope(RequestId(5), tenant());
        scope.resolve().unwrap()
    };
    assert!(Arc::ptr_eq(&metrics, &app.resolve::<Arc<Metrics>>().unwrap()));
}

#[test]
fn an_owned_scope_goes_to_another_thread_and_keeps_its_container() {
    let app = App::new().build();
    let scope = app.scope_owned(RequestId(6), tenant());
    drop(app);
    let thread = std::thread::spawn(move || {
        let audit: Arc<AuditTrail> = scope.resolve().unwrap();
        audit.request.0 + u32::from(scope.container().resolve::<&Metrics>().is_ok())
    });
    assert_eq!(thread.join().unwrap(), 7);
}

#[test]
fn a_scope_opened_inside_another_knows_nothing_of_it() {
    let app = App::new().build();
    let outer = app.scope(RequestId(7), tenant());
    let outer_audit: &AuditTrail = outer.resolve().unwrap();
    let inner = outer.container().scope(RequestId(8), tenant());
    let inner_audit: &AuditTrail = inner.resolve().unwrap();
    assert_eq!((outer_audit.request.0, inner_audit.request.0), (7, 8));
}

#[test]
fn a_borrowed_service_lives_in_the_scope_itself() {
    #[derive(Injectable)]
    pub struct Timing<'a> {
        request: &'a RequestId,
        span: &'a Span,
    }

    pub struct Span(u32);

    #[derive(Container)]
    struct Local {
        #[provide(input, borrowed)]
        request: Scoped<RequestId>,
        #[provide(borrowed, with = |request: &RequestId| Span(request.0 * 2))]
        span: Scoped<Span>,
        timing: Factory<Timing<'static>>,
    }

    let mut app = Local::new();
    let scope = app.scope(RequestId(21));
    let timing: Timing<'_> = scope.resolve().unwrap();
    assert_eq!((timing.request.0, timing.span.0), (21, 42));
    assert!(std::ptr::eq(timing.span, scope.resolve::<&Span>().unwrap()));
    drop(scope);
    app.span.override_with(Arc::new(Span(1)));
    app.request.override_with(Arc::new(RequestId(0)));
    let scope = app.scope(RequestId(21));
    assert_eq!(scope.resolve::<&Span>().unwrap().0, 1);
    assert_eq!(scope.resolve::<&RequestId>().unwrap().0, 0);
}
