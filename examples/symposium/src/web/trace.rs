//! Names the request in the log and in its problems.

use std::any::Any;
use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use di_axum::RequestId;

use super::Problem;
use super::audience::Audience;

/// Tells the client of a problem in the form that it reads, and logs how it was answered; the
/// layer around this one has named the request.
pub(super) async fn trace(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let (id, audience) = (RequestId::of(&parts), Audience::of(&parts.headers));
    let (method, uri) = (parts.method.clone(), parts.uri.clone());
    let began = Instant::now();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let told = audience.told(problem.in_request(&id));
        response = with_headers_of(&response, told);
    }
    tracing::info!(
        %method,
        path = uri.path(),
        status = response.status().as_u16(),
        elapsed = ?began.elapsed(),
        "answered"
    );
    response
}

/// Keeps headers that others set, such as `Allow`.
fn with_headers_of(before: &Response, mut response: Response) -> Response {
    let told: Vec<_> = response.headers().keys().cloned().collect();
    for (name, value) in before.headers().iter().filter(|(name, _)| !told.contains(name)) {
        response.headers_mut().append(name, value.clone());
    }
    response
}

/// Answers for a handler that panicked, instead of hanging up: what it said is in the log alone.
#[expect(clippy::needless_pass_by_value, reason = "the layer that catches it gives it away")]
pub(super) fn answer_for_panic(panicked: Box<dyn Any + Send>) -> Response {
    let said = panicked.downcast_ref::<&str>().copied();
    let said = said.or_else(|| panicked.downcast_ref().map(String::as_str));
    tracing::error!("the handler panicked: {}", said.unwrap_or("no message"));
    Problem::INTERNAL.into_response()
}
