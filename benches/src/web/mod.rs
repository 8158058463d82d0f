//! A handler of axum, injected and wired by hand, on two routers that answer the same.
//!
//! It takes two singletons to keep, and runs a use case that borrows them and what belongs
//! to the request. What stands beside it tells how the cost comes about: a handler that
//! injects nothing, alone, within a layer that does nothing, and within the scope's layer.
//!
//! Allocations of one request, in the order of [`SITES`], 31, 28 and 22: plainly, axum's own,
//! the path, the pointer to it and the answer; with a layer, three boxes in which axum puts
//! the layer, what it shares, its entry among the request's extensions, and the growth of
//! their table; injected, also the scope, the pointer by which extractors and the response
//! share it, and the box in which axum puts a body that somebody has wrapped, here to keep
//! the scope until it is sent.

mod by_hand;
mod injected;
pub mod load;
mod services;

use std::future::Future;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::routing::get;
use tower::layer::layer_fn;
use tower::{Service, ServiceExt};

/// A router, and what is special about it.
#[derive(Debug)]
pub struct Site {
    /// What is special about it.
    pub name: &'static str,
    /// Makes the router.
    pub router: fn() -> Router,
}

/// What is compared: the first three with each other, the others among themselves.
pub const SITES: [Site; 6] = [
    Site { name: "injected", router: injected::router },
    Site { name: "by hand", router: by_hand::router },
    Site { name: "by hand, plainly", router: by_hand::plain_router },
    Site { name: "nothing injected, scope layer", router: injected::router_without_injection },
    Site { name: "nothing injected, empty layer", router: with_empty_layer },
    Site { name: "nothing injected, no layer", router: bare },
];

/// The path that all of them answer.
pub const PATH: &str = "/talks/7";

/// What the first three answer to it.
pub const ANSWER: &str = "/talks/7: 3 seats, 2 users";

/// Answers without anything.
async fn hello() -> &'static str {
    "hello"
}

fn bare() -> Router {
    Router::new().route("/talks/{id}", get(hello))
}

fn with_empty_layer() -> Router {
    bare().layer(layer_fn(|service| service))
}

/// Sends a request to the router, so often, and reads the answers.
///
/// # Panics
///
/// If one is no answer.
pub fn ask(router: &Router, times: u64) {
    block_on(async {
        let mut service = router.clone().into_service::<Body>();
        for _ in 0..times {
            let request = Request::get(PATH).body(Body::empty()).expect("a request");
            let service = service.ready().await.expect("routers are ready");
            let response = service.call(request).await.expect("routers do not fail");
            assert!(response.status().is_success());
            to_bytes(response.into_body(), 1 << 10).await.expect("a body");
        }
    });
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("a runtime").block_on(future)
}
