use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Buf;
use di_core::{Container, Outcome};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
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
        // How the request has ended if nobody reads any further.
        outcome: Outcome,
        // Somebody reads it, and has not come to the end.
        is_unfinished: bool,
        // How many bytes are still to come, if the client was told: with the last of them
        // it has all, and whether there is more is not asked.
        left: Option<u64>,
        // The connection goes on as something else: a session, which may keep the scope.
        is_upgrade: bool,
    }

    impl<B, C> PinnedDrop for ScopedBody<B, C>
    where
        C: Container,
    {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            if let Some(scope) = this.scope {
                if *this.is_upgrade && scope.is_kept_elsewhere() {
                    return;
                }
                let is_left = *this.is_unfinished && this.outcome.is_ok();
                let outcome = if is_left { Outcome::Cancelled } else { this.outcome.clone() };
                scope.note_outcome(outcome);
            }
        }
    }
}

/// The length of the body that a client was told.
pub(crate) fn length_of(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<B: Body, C: Container> ScopedBody<B, C> {
    /// Wraps the body of a response with this status, of which the client was told this length,
    /// and which somebody will read or not.
    pub(crate) fn new(
        inner: B,
        scope: Option<RequestScope<C>>,
        status: StatusCode,
        length: Option<u64>,
        is_read: bool,
    ) -> Self {
        let is_error = status.is_client_error() || status.is_server_error();
        let outcome = if is_error { Outcome::failed(status) } else { Outcome::Ok };
        let left = length.or_else(|| inner.size_hint().exact());
        let is_read =
            is_read && ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&status);
        let is_unfinished = is_read && left != Some(0) && !inner.is_end_stream();
        let is_upgrade = status == StatusCode::SWITCHING_PROTOCOLS;
        Self { inner, scope, outcome, is_unfinished, left, is_upgrade }
    }
}

impl<B, C: Container> Body for ScopedBody<B, C>
where
    B: Body<Error: fmt::Display>,
{
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let mut this = self.project();
        let polled = this.inner.as_mut().poll_frame(cx);
        if let (Some(left), Poll::Ready(Some(Ok(frame)))) = (this.left.as_mut(), &polled) {
            let sent = frame.data_ref().map_or(0, |data| data.remaining() as u64);
            *left = left.saturating_sub(sent);
        }
        *this.is_unfinished = match &polled {
            Poll::Pending | Poll::Ready(Some(Ok(_))) => {
                *this.left != Some(0) && !this.inner.is_end_stream()
            }
            Poll::Ready(None) => false,
            Poll::Ready(Some(Err(error))) => {
                *this.outcome = Outcome::failed(error.to_string());
                false
            }
        };
        polled
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
            .finish_non_exhaustive()
    }
}
