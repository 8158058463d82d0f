use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::BoxError;
use axum::body::{Body, Bytes};
use http::{Request, Response};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;
use tracing::Instrument;
use tracing::instrument::Instrumented;

use super::{Asked, ErrorPages};
use crate::RequestId;

/// The service that [`ErrorPages`] wraps around another.
#[derive(Debug, Clone)]
pub struct ErrorPagesService<S> {
    inner: S,
    pages: ErrorPages,
}

pin_project! {
    /// The future of an [`ErrorPagesService`].
    pub struct ErrorPagesFuture<F> {
        #[pin]
        inner: Instrumented<F>,
        pages: ErrorPages,
        asked: Asked,
    }
}

impl<S> Layer<S> for ErrorPages {
    type Service = ErrorPagesService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        ErrorPagesService { inner, pages: self.clone() }
    }
}

impl<S, RequestBody, ResponseBody> Service<Request<RequestBody>> for ErrorPagesService<S>
where
    S: Service<Request<RequestBody>, Response = Response<ResponseBody>>,
    ResponseBody: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = ErrorPagesFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let (mut parts, body) = request.into_parts();
        let asked = Asked::of(&parts);
        parts.extensions.insert(asked.id.clone());
        // Of the level of the line that it is for: whoever logs that, logs its id.
        let span = tracing::error_span!("request", id = %asked.id);
        let future = span.in_scope(|| self.inner.call(Request::from_parts(parts, body)));
        ErrorPagesFuture { inner: future.instrument(span), pages: self.pages.clone(), asked }
    }
}

impl<F, B, E> Future for ErrorPagesFuture<F>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: http_body::Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    type Output = Result<Response<Body>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let mut response = ready!(this.inner.poll(cx))?.map(Body::new);
        this.pages.put_into(&mut response, this.asked);
        response.headers_mut().insert(RequestId::HEADER, (&this.asked.id).into());
        Poll::Ready(Ok(response))
    }
}

impl<F> fmt::Debug for ErrorPagesFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorPagesFuture").field("asked", &self.asked).finish_non_exhaustive()
    }
}
