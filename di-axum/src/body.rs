use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use di_core::Container;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

use crate::RequestScope;

pin_project! {
    /// A response's body that keeps the request's scope open until it is
    /// dropped.
    ///
    /// Its end is no sure sign: the body of an answer to `HEAD` is never read,
    /// and that of a client who left is not read to its end.
    pub struct ScopedBody<B, C>
    where
        C: Container,
    {
        // First, because fields are dropped in order: a stream may use what the
        // scope has built.
        #[pin]
        inner: B,
        scope: Option<RequestScope<C>>,
    }
}

impl<B, C: Container> ScopedBody<B, C> {
    pub(crate) const fn new(inner: B, scope: Option<RequestScope<C>>) -> Self {
        Self { inner, scope }
    }
}

impl<B: Body, C: Container> Body for ScopedBody<B, C> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.project().inner.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl<B: fmt::Debug, C: Container> fmt::Debug for ScopedBody<B, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedBody")
            .field("inner", &self.inner)
            .field("scope", &self.scope)
            .finish()
    }
}
