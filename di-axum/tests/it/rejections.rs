//! What happens when something cannot be injected.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use di_axum::{Inject, Rejection, RequestScope};
use di_core::ErrorKind;

use crate::log::Log;
use crate::support::{self, App, NeedsBroken, Visit, Visits};

const PROBLEM: &str = r#"{"type":"about:blank","title":"Internal Server Error","status":500}"#;

#[axum::debug_handler(state = Arc<App>)]
async fn broken(Inject(_): Inject<Arc<NeedsBroken>>) {}

#[tokio::test]
async fn the_client_learns_nothing_and_the_log_all() {
    let (log, _guard) = Log::start();
    let (_, router) = support::served(Router::new().route("/", get(broken)));
    let response = support::get(&router, "/").await;
    assert_eq!(response.status(), 500);
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let rejection = response.extensions().get::<Rejection>().expect("the cause").clone();
    assert_eq!(support::text(response).await, PROBLEM);

    let error = rejection.error().expect("an error of the container");
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    let log = log.text();
    for part in [
        "ERROR",
        "the constructor of `Broken` failed",
        "needed by `NeedsBroken.broken`",
        "support.rs:",
        "caused by: the secret key is hunter2",
    ] {
        assert!(log.contains(part), "{part:?} is not in the log:\n{log}");
    }
}

#[axum::debug_handler(state = Arc<App>)]
async fn visit(Inject(_): Inject<Arc<Visit>>) {}

#[axum::debug_handler(state = Arc<App>)]
async fn scope(_: RequestScope<App>) {}

#[axum::debug_handler(state = Arc<App>)]
async fn visits(Inject(visits): Inject<Arc<Visits>>) -> String {
    visits.begun().to_string()
}

fn without_layer() -> Router {
    Router::new()
        .route("/visits", get(visits))
        .route("/visit", get(visit))
        .route("/scope", get(scope))
        .with_state(App::new().build())
}

#[tokio::test]
async fn without_a_layer_what_needs_no_scope_is_injected() {
    let response = support::get(&without_layer(), "/visits").await;
    assert_eq!(support::text(response).await, "0");
}

#[tokio::test]
async fn without_a_layer_what_needs_a_scope_is_refused_with_the_way_out() {
    for (path, problem) in
        [("/visit", "`Visit` needs a scope"), ("/scope", "no scope of `App` is open")]
    {
        let (log, _guard) = Log::start();
        let response = support::get(&without_layer(), path).await;
        assert_eq!(response.status(), 500);
        assert_eq!(support::text(response).await, PROBLEM);
        let log = log.text();
        assert!(log.contains(problem), "{log}");
        assert!(
            log.contains("help: no scope is open for this request; add a `di_axum::ScopeLayer`"),
            "{log}"
        );
    }
}

#[axum::debug_handler(state = Arc<App>)]
async fn forgiving(visit: Result<Inject<Arc<Visit>>, Rejection>) -> String {
    match visit {
        Ok(_) => "a visit".to_owned(),
        Err(rejection) => rejection.to_string(),
    }
}

#[tokio::test]
async fn a_handler_may_go_on_without_what_was_rejected() {
    let (log, _guard) = Log::start();
    let router = Router::new().route("/", get(forgiving)).with_state(App::new().build());
    let response = support::get(&router, "/").await;
    assert_eq!(support::text(response).await, "`Visit` needs a scope (Visit)");
    assert_eq!(log.text(), "", "a rejection that nobody sees is not logged");
}
