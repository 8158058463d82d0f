//! What a request opens, and what its closer is told.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use axum::routing::get;
use di_axum::{Inject, RequestScope, ScopeLayer};
use di_core::prelude::*;
use di_core::{Limits, TokioTimer};
use http_body_util::channel::{Channel, Sender};
use tokio::sync::mpsc;
use tower::ServiceExt;

use crate::support::text;
use crate::told::{Tale, Told, Transaction, begin, end};

#[derive(Container)]
pub(crate) struct App {
    told: Value<Told>,
    #[provide(with = begin, close = end)]
    transaction: Scoped<Transaction>,
}

#[axum::debug_handler(state = Arc<App>)]
async fn answer(Inject(_): Inject<Arc<Transaction>>) -> &'static str {
    "done"
}

#[axum::debug_handler(state = Arc<App>)]
async fn refuse(scope: RequestScope<App>) -> StatusCode {
    let _: &Transaction = scope.resolve_async().await.expect("a transaction");
    StatusCode::CONFLICT
}

#[axum::debug_handler(state = Arc<App>)]
async fn hang(Inject(_): Inject<Arc<Transaction>>) {
    std::future::pending::<()>().await;
}

#[axum::debug_handler(state = Arc<App>)]
async fn panics(Inject(_): Inject<Arc<Transaction>>) {
    panic!("the handler breaks")
}

fn served(stream: Router<Arc<App>>) -> (Arc<App>, Router, Tale) {
    let (told, tale) = Told::new();
    let app = App::new(told).build();
    let handlers = stream
        .route("/answer", get(answer))
        .route("/refuse", get(refuse))
        .route("/hang", get(hang))
        .route("/panic", get(panics));
    let scope = ScopeLayer::new(Arc::clone(&app), |app: &Arc<App>, _| app.scope_owned());
    let router = handlers.layer(scope).with_state(Arc::clone(&app));
    (app, router, tale)
}

fn request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).expect("a request")
}

#[tokio::test]
async fn a_closer_is_told_how_the_request_ended() {
    let (_, router, mut told) = served(Router::new());
    let answered = router.clone().oneshot(request("/answer")).await.expect("an answer");
    assert_eq!(text(answered).await, "done");
    assert_eq!(told.recv().await.as_deref(), Some("ok"));

    let head = Request::head("/answer").body(Body::empty()).expect("a request");
    drop(router.clone().oneshot(head).await.expect("an answer"));
    assert_eq!(told.recv().await.as_deref(), Some("ok"), "nobody reads the body of HEAD");

    drop(router.clone().oneshot(request("/answer")).await.expect("an answer"));
    assert_eq!(told.recv().await.as_deref(), Some("cancelled"), "nobody has read the answer");

    let panicking = tokio::spawn(router.clone().oneshot(request("/panic")));
    panicking.await.expect_err("it panics");
    assert_eq!(told.recv().await.as_deref(), Some("failed: the handler panicked"));

    let refused = router.clone().oneshot(request("/refuse")).await.expect("an answer");
    assert_eq!(text(refused).await, "");
    assert_eq!(told.recv().await.as_deref(), Some("failed: 409 Conflict"));

    let hanging = router.oneshot(request("/hang"));
    tokio::time::timeout(Duration::from_millis(10), hanging).await.expect_err("it hangs");
    assert_eq!(told.recv().await.as_deref(), Some("cancelled"));
}

type Streams = mpsc::UnboundedReceiver<Sender<Bytes, axum::Error>>;

fn streaming() -> (Streams, Router<Arc<App>>) {
    let (hand_out, streams) = mpsc::unbounded_channel();
    let stream = async move |Inject(_): Inject<Arc<Transaction>>| {
        let (sender, body) = Channel::new(4);
        hand_out.send(sender).expect("somebody streams");
        Body::new(body)
    };
    (streams, Router::new().route("/stream", get(stream)))
}

#[tokio::test]
async fn a_stream_ends_well_or_fails_or_is_left() {
    let (mut streams, stream) = streaming();
    let (_, router, mut told) = served(stream);
    let mut begin = async || {
        let response = router.clone().oneshot(request("/stream")).await.expect("an answer");
        let mut sender = streams.recv().await.expect("a stream");
        sender.send_data(Bytes::from_static(b"first ")).await.expect("sent");
        (response, sender)
    };

    let (response, sender) = begin().await;
    drop(sender);
    assert_eq!(text(response).await, "first ");
    assert_eq!(told.recv().await.as_deref(), Some("ok"));

    let (response, sender) = begin().await;
    sender.abort(axum::Error::new("the source is dry"));
    axum::body::to_bytes(response.into_body(), 100).await.expect_err("it fails");
    assert_eq!(told.recv().await.as_deref(), Some("failed: the source is dry"));

    let (response, sender) = begin().await;
    let mut body = response.into_body();
    http_body_util::BodyExt::frame(&mut body).await.expect("a frame").expect("the first");
    drop(body);
    assert_eq!(told.recv().await.as_deref(), Some("cancelled"));
    drop(sender);
}

#[tokio::test]
async fn a_shutdown_waits_for_what_requests_have_opened() {
    let (app, router, mut told) = served(Router::new());
    let answered = router.oneshot(request("/answer")).await.expect("an answer");
    let closing = async {
        text(answered).await;
        // The closer has not run yet.
        app.shutdown_within(Limits::each(Duration::from_secs(60)), TokioTimer).await
    };
    closing.await.expect("all is closed");
    assert_eq!(told.try_recv().as_deref(), Ok("ok"));
}
