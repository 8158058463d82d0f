use core::fmt;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use std::error::Error as StdError;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use super::outcome::{Failure, Outcome};
use crate::container::Container;
use crate::error::Error;
use crate::lifecycle::error::{CloseError, write_list};
use crate::lifecycle::message;
use crate::scope::OwnedScope;

/// An error that the body of `run_in_scope` may return: the closers are told of it.
#[diagnostic::on_unimplemented(
    message = "the body cannot return `{Self}` as its error: the closers are told of it",
    label = "not an error that threads can share and that can be shown",
    note = "help: return one that is `Display + Send + Sync + 'static`: `Box<dyn Error + Send + Sync>` in the place of `Box<dyn Error>`, or a `String`"
)]
pub trait BodyError: fmt::Display + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display + Send + Sync + 'static> BodyError for E {}

/// Why what was run in a scope has failed: its own error, and what could not be closed
/// after it.
///
/// `{}` is one line, `{:#}` and `{:?}` the whole story. [`source`](StdError::source) is
/// that of the first failure to close if the body went well; the body's own error is
/// [`body`](Self::body).
pub struct ScopeError<E> {
    body: Option<Arc<E>>,
    closing: Option<CloseError>,
}

impl<E> ScopeError<E> {
    /// Returns the body's own error; nothing if only closing has failed.
    #[must_use]
    pub fn body(&self) -> Option<&E> {
        self.body.as_deref()
    }

    /// Returns the body's own error; nothing if only closing has failed, or if a closer
    /// keeps the error.
    #[must_use]
    pub fn into_body(self) -> Option<E> {
        self.body.and_then(Arc::into_inner)
    }

    /// Returns what could not be closed.
    #[must_use]
    pub fn closing_failures(&self) -> &[Error] {
        self.closing.as_ref().map_or(&[], CloseError::failures)
    }
}

/// Runs `body` in a scope, and closes the scope with its outcome. If it panics, the panic
/// goes on when the scope is closed.
///
/// # Errors
///
/// What the body returns, and what cannot be closed.
pub async fn run_in_scope<C, T, E, F>(scope: OwnedScope<C>, body: F) -> Result<T, ScopeError<E>>
where
    C: Container,
    E: BodyError,
    F: AsyncFnOnce(&OwnedScope<C>) -> Result<T, E>,
{
    let returned = {
        let mut running = pin!(body(&scope));
        poll_fn(|task| {
            // What panics is not polled again, and the panic goes on.
            match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(task))) {
                Ok(Poll::Pending) => Poll::Pending,
                Ok(Poll::Ready(returned)) => Poll::Ready(Ok(returned)),
                Err(panicked) => Poll::Ready(Err(panicked)),
            }
        })
        .await
    };
    let (value, body) = match returned {
        Ok(Ok(value)) => (Some(value), None),
        Ok(Err(error)) => (None, Some(Arc::new(error))),
        Err(panicked) => {
            let outcome = Outcome::failed(format!("it panicked: {}", message(&*panicked)));
            scope.close_untold(outcome).await;
            resume_unwind(panicked)
        }
    };
    let outcome =
        body.as_ref().map_or(Outcome::Ok, |it| Outcome::Failed(Failure::of(Arc::clone(it))));
    let closing = scope.close_with(outcome).await.err();
    match (value, closing) {
        (Some(value), None) => Ok(value),
        (_, closing) => Err(ScopeError { body, closing }),
    }
}

impl<E: fmt::Display> fmt::Display for ScopeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.body, &self.closing) {
            (Some(body), None) => body.fmt(f),
            (None, Some(closing)) => closing.fmt(f),
            (Some(body), Some(closing)) if f.alternate() => {
                write!(f, "{body:#}")?;
                write_list(f, "\nwhile closing the scope", closing.failures())
            }
            (Some(body), Some(closing)) => write!(f, "{body}; then {closing}"),
            (None, None) => Ok(()),
        }
    }
}

impl<E: fmt::Display> fmt::Debug for ScopeError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl<E: fmt::Display> StdError for ScopeError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.closing.as_ref().and_then(StdError::source)
    }
}
