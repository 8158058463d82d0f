//! How a request may end: what closers are told, and that no scope stays open.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response, StatusCode};
use axum::middleware::map_response;
use di_axum::{RequestScope, ScopeLayer};
use di_core::prelude::*;
use di_core::{Limits, TokioTimer};
use http_body_util::BodyExt;
use tower::{Layer, Service, ServiceExt};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

use crate::site::{App, Site, Transaction, request};
use crate::support::text;

async fn get(site: &Site, path: &str) -> Response<Body> {
    site.router.clone().oneshot(request(path)).await.expect("routers do not fail")
}

/// Drops the request when the handler is at work.
async fn give_up(site: &mut Site) {
    let request = tokio::spawn(site.router.clone().oneshot(request("/hang")));
    assert_eq!(site.tells().await, "begun");
    request.abort();
    assert!(request.await.is_err_and(|it| it.is_cancelled()));
}

#[tokio::test]
async fn a_body_read_to_its_end_is_ok() {
    let mut site = Site::new();
    let answered = get(&site, "/answer").await;
    assert_eq!(site.open(), 1, "the body is not sent yet");
    assert_eq!(text(answered).await, "done");
    assert_eq!(site.ended().await, ["ok"]);
}

#[tokio::test]
async fn what_has_no_body_to_read_is_ok() {
    let mut site = Site::new();
    let head = Request::head("/answer").body(Body::empty()).expect("a request");
    drop(site.router.clone().oneshot(head).await.expect("an answer"));
    assert_eq!(site.ended().await, ["ok"], "nobody reads the body of HEAD");
    drop(get(&site, "/nothing").await);
    assert_eq!(site.ended().await, ["ok"], "204 has none");

    let cached = map_response(async |response: Response<Body>| {
        (StatusCode::NOT_MODIFIED, response.into_body())
    });
    let mut site = Site::with(|it| it.layer(cached), |it| it);
    drop(get(&site, "/answer").await);
    assert_eq!(site.ended().await, ["ok"], "nobody reads the body of 304");
}

#[tokio::test]
async fn a_body_that_nobody_reads_is_cancelled() {
    let mut site = Site::new();
    drop(get(&site, "/answer").await);
    assert_eq!(site.ended().await, ["cancelled"]);
}

#[tokio::test]
async fn a_status_that_is_an_error_is_a_failure() {
    let mut site = Site::new();
    assert_eq!(text(get(&site, "/refuse").await).await, "");
    assert_eq!(site.ended().await, ["failed: 409 Conflict"]);
    assert_eq!(text(get(&site, "/nowhere").await).await, "there is no such page");
    assert_eq!(site.ended().await, ["failed: 404 Not Found"], "of the fallback, too");
}

#[tokio::test]
async fn a_stream_ends_well_or_fails_or_is_left() {
    let mut site = Site::new();
    let mut begin = async || {
        let response = get(&site, "/stream").await;
        let mut sender = site.streamer().await;
        sender.send_data(Bytes::from_static(b"first ")).await.expect("sent");
        (response, sender)
    };
    let (read, ends) = begin().await;
    let (failing, breaks) = begin().await;
    let (left, _goes_on) = begin().await;

    drop(ends);
    assert_eq!(text(read).await, "first ");
    assert_eq!(site.tells().await, "ok");

    breaks.abort(axum::Error::new("the source is dry"));
    axum::body::to_bytes(failing.into_body(), 100).await.expect_err("it fails");
    assert_eq!(site.tells().await, "failed: the source is dry");

    let mut body = left.into_body();
    body.frame().await.expect("a frame").expect("the first");
    assert_eq!(site.open(), 1);
    drop(body);
    assert_eq!(site.ended().await, ["cancelled"]);
}

#[tokio::test]
async fn a_request_that_is_given_up_is_cancelled() {
    let mut site = Site::new();
    give_up(&mut site).await;
    assert_eq!(site.ended().await, ["cancelled"]);
}

#[tokio::test]
async fn a_request_that_is_never_polled_leaves_no_scope() {
    let mut site = Site::new();
    let mut service = site.router.clone().into_service::<Body>();
    let service = service.ready().await.expect("routers are ready");
    let called = service.call(request("/answer"));
    drop(called);
    assert!(site.ended().await.is_empty(), "nothing was opened in it");
}

#[tokio::test]
async fn a_handler_that_panics_has_failed() {
    let mut site = Site::new();
    let panicking = tokio::spawn(site.router.clone().oneshot(request("/panic")));
    assert!(panicking.await.is_err_and(|it| it.is_panic()), "the panic goes on");
    assert_eq!(site.ended().await, ["failed: the handler panicked"]);
}

#[tokio::test]
async fn a_panic_that_is_caught_within_is_a_failure_by_its_status_and_around_by_itself() {
    let catch = || CatchPanicLayer::new();
    let mut within = Site::with(|it| it.layer(catch()), |it| it);
    assert_eq!(text(get(&within, "/panic").await).await, "Service panicked");
    assert_eq!(within.ended().await, ["failed: 500 Internal Server Error"]);

    let mut around = Site::with(|it| it, |it| it.layer(catch()));
    assert_eq!(get(&around, "/panic").await.status(), 500);
    assert_eq!(around.ended().await, ["failed: the handler panicked"]);
}

#[tokio::test]
async fn a_timeout_within_is_a_failure_by_its_status_and_one_around_cancels() {
    let soon = Duration::from_millis(20);
    let timeout = || TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, soon);
    let mut within = Site::with(|it| it.layer(timeout()), |it| it);
    assert_eq!(text(get(&within, "/hang").await).await, "");
    assert_eq!(within.ended().await, ["begun", "failed: 408 Request Timeout"]);

    let mut around = Site::with(|it| it, |it| it.layer(timeout()));
    assert_eq!(get(&around, "/hang").await.status(), 408);
    assert_eq!(around.ended().await, ["begun", "cancelled"]);
}

#[tokio::test]
async fn a_service_that_fails_has_failed() {
    let mut site = Site::new();
    let open = ScopeLayer::new(Arc::clone(&site.app), |app: &Arc<App>, _| app.scope_owned());
    let scopes = open.open_scopes();
    let fails = tower::service_fn(async |request: Request<Body>| {
        let scope: &RequestScope<App> = request.extensions().get().expect("a scope");
        let _: &Transaction = scope.resolve_async().await.expect("a transaction");
        Err::<Response<Body>, _>(std::io::Error::other("too busy"))
    });
    let error = open.layer(fails).oneshot(request("/")).await.expect_err("it fails");
    assert_eq!(error.to_string(), "too busy");
    assert_eq!(site.tells().await, "failed: the service failed");
    scopes.none().await;
}

#[tokio::test]
async fn a_router_within_a_router_has_a_scope_of_its_own() {
    let mut inner = Site::new();
    let nested = inner.router.clone();
    let mut outer = Site::with(|it| it.nest_service("/inner", nested), |it| it);
    let answered = get(&outer, "/inner/answer").await;
    assert_eq!((inner.open(), outer.open()), (1, 1));
    assert_eq!(text(answered).await, "done");
    assert_eq!(inner.ended().await, ["ok"]);
    assert!(outer.ended().await.is_empty(), "nothing was opened in it");
}

#[tokio::test]
async fn a_shutdown_waits_for_what_requests_have_opened() {
    let mut site = Site::new();
    let answered = get(&site, "/answer").await;
    text(answered).await;
    assert_eq!(site.open(), 1, "the closer has not run yet");
    let limits = Limits::each(Duration::from_secs(60));
    site.app.shutdown_within(limits, TokioTimer).await.expect("all is closed");
    assert_eq!((site.open(), site.ended().await), (0, vec!["ok".to_owned()]));
}
