//! What closes what a scope has opened.

use core::fmt;
use core::future::ready;
use std::sync::Arc;

use super::outcome::Outcome;
use super::unclosed::ClosingStep;
use crate::container::Container;
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::function::ProviderFn;
use crate::graph::Node;
use crate::lifecycle::Step;
use crate::lifecycle::function::{IntoClosing, Mode};

/// What a closer may take, besides the [`Outcome`]: the instance, borrowed, to keep, or the
/// last there is.
#[diagnostic::on_unimplemented(
    message = "the closer of a `{T}` does not take `{Self}`",
    label = "takes `{Self}`",
    note = "help: take what is closed: `&{T}`, `Arc<{T}>`, or `{T}` if nothing else keeps it; and, if you like, a `di_core::Outcome` after it"
)]
pub trait Closes<'c, T: ?Sized>: Sized {
    /// Whether nobody else may have it any more.
    const TAKES_LAST: bool = false;

    /// Hands the instance over; nothing if others keep it who should not.
    fn of(place: &'c mut Option<Arc<T>>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<'c, T: ?Sized> Closes<'c, T> for Arc<T> {
    fn of(place: &'c mut Option<Arc<T>>) -> Option<Self> {
        place.take()
    }
}

#[diagnostic::do_not_recommend]
impl<'c, T: ?Sized> Closes<'c, T> for &'c T {
    fn of(place: &'c mut Option<Arc<T>>) -> Option<Self> {
        place.as_deref()
    }
}

#[diagnostic::do_not_recommend]
impl<T> Closes<'_, T> for T {
    const TAKES_LAST: bool = true;

    fn of(place: &mut Option<Arc<T>>) -> Option<Self> {
        place.take().and_then(Arc::into_inner)
    }
}

/// The parameters of such a closer.
#[diagnostic::on_unimplemented(
    message = "the closer of a `{T}` does not take `{Self}`",
    label = "takes `{Self}`",
    note = "help: take what is closed: `&{T}`, `Arc<{T}>`, or `{T}` if nothing else keeps it; and, if you like, a `di_core::Outcome` after it"
)]
pub trait ClosesWith<'c, T: ?Sized>: Sized {
    /// Whether nobody else may have the instance any more.
    const TAKES_LAST: bool;

    /// Hands the instance over, and how it ended.
    fn of(place: &'c mut Option<Arc<T>>, outcome: Outcome) -> Option<Self>;
}

impl<'c, T: ?Sized, P: Closes<'c, T>> ClosesWith<'c, T> for (P,) {
    const TAKES_LAST: bool = P::TAKES_LAST;

    fn of(place: &'c mut Option<Arc<T>>, _: Outcome) -> Option<Self> {
        P::of(place).map(|it| (it,))
    }
}

impl<'c, T: ?Sized, P: Closes<'c, T>> ClosesWith<'c, T> for (P, Outcome) {
    const TAKES_LAST: bool = P::TAKES_LAST;

    fn of(place: &'c mut Option<Arc<T>>, outcome: Outcome) -> Option<Self> {
        P::of(place).map(|it| (it, outcome))
    }
}

/// Closes a `T`.
#[doc(hidden)]
pub trait Close<'c, T: ?Sized + 'c>:
    Fn(&'c mut Option<Arc<T>>, Outcome) -> Step<'c> + Copy
{
}

impl<'c, T, F> Close<'c, T> for F
where
    T: ?Sized + 'c,
    F: Fn(&'c mut Option<Arc<T>>, Outcome) -> Step<'c> + Copy,
{
}

/// The function that closes something: whether it is `async`, whether it takes the last
/// instance, and how to call it.
#[doc(hidden)]
pub const fn closer<'c, C, T, F, A, M>(index: usize, function: F) -> (bool, bool, impl Close<'c, T>)
where
    C: Container,
    T: ?Sized + 'c,
    F: ProviderFn<A> + Copy,
    F::Output: IntoClosing<'c, M>,
    A: ClosesWith<'c, T>,
    M: Mode,
{
    let close = move |place: &'c mut Option<Arc<T>>, outcome| -> Step<'c> {
        let node = Context::<C>::node(index);
        let Some(arguments) = A::of(place, outcome) else {
            return Box::pin(ready(Err(Error::new(ErrorKind::StillKept, node))));
        };
        let closing = function.call(arguments).into_closing();
        Box::pin(async move {
            let closed = closing.await;
            closed.map_err(|source| Error::new(ErrorKind::CloserFailed, node).caused_by(source))
        })
    };
    (M::IS_ASYNC, A::TAKES_LAST, close)
}

/// Such a function, for any lifetime.
pub struct CloseFn<T: ?Sized> {
    is_async: bool,
    close: for<'x> fn(&'x mut Option<Arc<T>>, Outcome) -> Step<'x>,
}

impl<T: ?Sized + Send + Sync + 'static> CloseFn<T> {
    /// Notes how to close a `T`.
    #[must_use]
    pub const fn new(
        is_async: bool,
        close: for<'x> fn(&'x mut Option<Arc<T>>, Outcome) -> Step<'x>,
    ) -> Self {
        Self { is_async, close }
    }

    /// Closes it.
    pub(in crate::lifecycle) fn close<'c>(self, instance: Arc<T>, outcome: Outcome) -> Step<'c> {
        Box::pin(async move { (self.close)(&mut Some(instance), outcome).await })
    }

    pub(super) fn of(self, node: &'static Node, instance: Arc<T>) -> Closer {
        let close = move |outcome| -> ClosingStep {
            Box::pin(async move {
                let closed = (self.close)(&mut Some(instance), outcome).await;
                closed.err().into_iter().collect()
            })
        };
        Closer { node, is_async: self.is_async, close: Box::new(close) }
    }
}

impl<T: ?Sized> fmt::Debug for CloseFn<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloseFn").field("is_async", &self.is_async).finish_non_exhaustive()
    }
}

/// What closes one thing that a scope has opened.
pub(super) struct Closer {
    pub(super) node: &'static Node,
    pub(super) is_async: bool,
    pub(super) close: Box<dyn FnOnce(Outcome) -> ClosingStep + Send>,
}

impl fmt::Debug for Closer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Closer({})", self.node.name())
    }
}
