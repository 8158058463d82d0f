//! Ties the log, the response and its problem together by the request's id.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use di_axum::{Inject, Rejection};
use tracing::Instrument;

use super::Problem;
use crate::origin::Origin;

/// Runs the request in a span that names it, and names it in the response.
pub(super) async fn trace(
    Inject(origin): Inject<Arc<Origin>>,
    request: Request,
    next: Next,
) -> Response {
    let Origin::Request(head) = &*origin else { return next.run(request).await };
    let id = head.id();
    let span = tracing::info_span!(
        "request",
        %id,
        method = %request.method(),
        path = request.uri().path(),
    );
    async {
        let began = Instant::now();
        let mut response = next.run(request).await;
        if let Some(problem) = problem_of(&mut response) {
            response = named(problem.in_request(id), &response);
        }
        tracing::info!(
            status = response.status().as_u16(),
            elapsed = ?began.elapsed(),
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}

/// Takes the problem out of a response that has one; what could not be injected
/// is a problem of ours, too.
fn problem_of(response: &mut Response) -> Option<Problem> {
    let extensions = response.extensions_mut();
    let rejection = extensions.remove::<Rejection>();
    extensions.remove::<Problem>().or_else(|| rejection.map(|_| Problem::INTERNAL))
}

/// Renders the problem anew, keeping headers that others set, such as `Allow`.
fn named(problem: Problem, before: &Response) -> Response {
    let mut response = problem.into_response();
    for (name, value) in before.headers() {
        response.headers_mut().entry(name).or_insert_with(|| value.clone());
    }
    response
}
