//! The future of what has to be opened before it is there.

use core::fmt;
use core::future::Future;
use core::panic::Location;
use core::pin::Pin;
use core::task::{Context as Task, Poll, ready};

use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::lifecycle::Step;

/// What [`resolve_async`](crate::Resolve::resolve_async) and
/// [`make_async`](crate::Resolve::make_async) return: a future of the `T`.
///
/// It has a name so that what the container lacks is one compile error. If it were an
/// `impl Future`, all that is done with it would be another.
#[must_use = "nothing is opened or resolved unless it is awaited"]
pub struct Resolving<'c, C: Container, T> {
    cx: Context<'c, C>,
    /// Where it was asked for.
    caller: &'static Location<'static>,
    /// Begins to open, when it is polled first.
    begin: Option<Begin<'c, C>>,
    opening: Option<Step<'c>>,
    resolve: fn(Context<'c, C>) -> Result<T, Error>,
}

/// Finds what has to be opened; nothing if all is open.
type Begin<'c, C> =
    fn(Context<'c, C>, &'static Location<'static>) -> Result<Option<Step<'c>>, Error>;

impl<'c, C: Container, T> Resolving<'c, C, T> {
    #[track_caller]
    pub(crate) fn new(
        cx: Context<'c, C>,
        begin: Begin<'c, C>,
        resolve: fn(Context<'c, C>) -> Result<T, Error>,
    ) -> Self {
        let caller = Location::caller();
        Self { cx, caller, begin: Some(begin), opening: None, resolve }
    }
}

impl<C: Container, T> Future for Resolving<'_, C, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Self::Output> {
        if let Some(begin) = self.begin.take() {
            self.opening = begin(self.cx, self.caller)?;
        }
        if let Some(opening) = &mut self.opening {
            ready!(opening.as_mut().poll(task))?;
            self.opening = None;
        }
        Poll::Ready((self.resolve)(self.cx).map_err(|error| error.asked_at(self.caller)))
    }
}

impl<C: Container, T> fmt::Debug for Resolving<'_, C, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Resolving({})", core::any::type_name::<T>())
    }
}
