//! How long the scope of a request lives.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::routing::get;
use di_axum::{Inject, RequestScope};
use di_core::prelude::*;
use http_body_util::BodyExt;
use http_body_util::channel::{Channel, Sender};
use tokio::sync::{mpsc, oneshot};

use crate::support::{self, App, Visit};

/// Hands the test the other end of each body that it answers with.
fn streaming() -> (mpsc::UnboundedReceiver<Sender<Bytes>>, Router<Arc<App>>) {
    let (senders, receiver) = mpsc::unbounded_channel();
    let handler = async move |Inject(_): Inject<Arc<Visit>>| {
        let (sender, body) = Channel::<Bytes>::new(1);
        senders.send(sender).expect("the test waits");
        Body::new(body)
    };
    (receiver, Router::new().route("/", get(handler)))
}

#[tokio::test]
async fn the_scope_lives_until_a_streamed_body_is_dropped() {
    let (mut senders, handlers) = streaming();
    let (visits, router) = support::served(handlers);
    let mut body = support::get(&router, "/").await.into_body();
    assert_eq!(visits.open(), 1, "the handler has returned, the body has not ended");

    let mut sender = senders.recv().await.expect("a body");
    sender.send_data(Bytes::from_static(b"part")).await.expect("a reader");
    let frame = body.frame().await.expect("a frame").expect("no error");
    assert_eq!(frame.into_data().expect("data"), "part");
    assert_eq!(visits.open(), 1);

    drop(sender);
    assert!(body.frame().await.is_none(), "the body has ended");
    drop(body);
    assert_eq!(visits.open(), 0);
}

#[tokio::test]
async fn the_scope_ends_with_a_body_that_nobody_reads_to_its_end() {
    let (_senders, handlers) = streaming();
    let (visits, router) = support::served(handlers);
    let response = support::get(&router, "/").await;
    assert_eq!(visits.open(), 1);
    drop(response);
    assert_eq!(visits.open(), 0);
}

#[tokio::test]
async fn the_scope_ends_with_a_request_that_is_cancelled_before_its_response() {
    let handler = async |Inject(_): Inject<Arc<Visit>>| std::future::pending::<()>().await;
    let (visits, router) = support::served(Router::new().route("/", get(handler)));
    let request = tokio::time::timeout(Duration::from_millis(20), support::get(&router, "/"));
    assert!(request.await.is_err(), "the handler never answers");
    assert_eq!((visits.begun(), visits.open()), (1, 0));
}

#[tokio::test]
async fn a_scope_that_is_still_used_elsewhere_stays_open() {
    let (release, released) = oneshot::channel::<()>();
    let released = Arc::new(std::sync::Mutex::new(Some(released)));
    let handler = async move |scope: RequestScope<App>| {
        let released = released.lock().expect("no panic").take().expect("one request");
        tokio::spawn(async move {
            let visit: &Visit = scope.resolve().expect("a visit");
            released.await.expect("the test waits");
            assert_eq!(visit.number, 0);
        });
        tokio::task::yield_now().await;
    };
    let (visits, router) = support::served(Router::new().route("/", get(handler)));
    drop(support::get(&router, "/").await);
    visits.until_open(1).await;
    release.send(()).expect("the task waits");
    visits.until_open(0).await;
}

#[tokio::test]
async fn the_size_of_a_body_is_known_through_the_scope() {
    let handlers = Router::new().route("/", get(async || "five!"));
    let (_, router) = support::served(handlers);
    let response = support::get(&router, "/").await;
    assert_eq!(response.headers()["content-length"], "5");
    assert!(!axum::body::HttpBody::is_end_stream(response.body()));
}
