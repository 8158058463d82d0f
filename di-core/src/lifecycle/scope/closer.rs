//! What closes what a scope, or a container, has opened.

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

/// What a closer is given: a `T` to keep, or an `R` to look at, which is `&'c T`. Of a trait,
/// it is written and not computed, since `&'c dyn Trait` is not `&'c (dyn Trait + 'static)`.
#[derive(Debug)]
pub enum Given<T: ?Sized, R> {
    /// To look at.
    Lent(R),
    /// To keep: the last one, unless something else keeps it.
    Last(Arc<T>),
}

/// How a closer takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// As `&T`.
    Lent,
    /// As an `Arc<T>`.
    Kept,
    /// As a `T`, which nobody else may have any more.
    Last,
}

impl Takes {
    /// Whether nobody else may have it any more.
    #[must_use]
    pub const fn is_last(self) -> bool {
        matches!(self, Self::Last)
    }
}

/// What a closer may take, besides the [`Outcome`]: the instance, borrowed, to keep, or the
/// last there is.
#[diagnostic::on_unimplemented(
    message = "the closer of a `{T}` does not take `{Self}`",
    label = "takes `{Self}`",
    note = "help: take what is closed, `&{T}` or `Arc<{T}>`, or, if it is no trait, the last `{T}` itself; and, if you like, a `di_core::Outcome` after it"
)]
pub trait Closes<T: ?Sized, R>: Sized {
    /// How it takes the instance.
    const TAKES: Takes;

    /// Takes the instance; nothing if others keep it who should not.
    fn of(given: Given<T, R>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized, R> Closes<T, R> for Arc<T> {
    const TAKES: Takes = Takes::Kept;

    fn of(given: Given<T, R>) -> Option<Self> {
        given.last()
    }
}

#[diagnostic::do_not_recommend]
impl<'c, T: ?Sized, L: ?Sized> Closes<T, &'c L> for &'c L {
    const TAKES: Takes = Takes::Lent;

    fn of(given: Given<T, Self>) -> Option<Self> {
        match given {
            Given::Lent(it) => Some(it),
            Given::Last(_) => None,
        }
    }
}

#[diagnostic::do_not_recommend]
impl<'c, T> Closes<T, &'c T> for T {
    const TAKES: Takes = Takes::Last;

    fn of(given: Given<T, &'c T>) -> Option<Self> {
        given.last().and_then(Arc::into_inner)
    }
}

impl<T: ?Sized, R> Given<T, R> {
    fn last(self) -> Option<Arc<T>> {
        match self {
            Self::Lent(_) => None,
            Self::Last(it) => Some(it),
        }
    }
}

/// The parameters of such a closer.
#[diagnostic::on_unimplemented(
    message = "the closer of a `{T}` does not take `{Self}`",
    label = "takes `{Self}`",
    note = "help: take what is closed, `&{T}` or `Arc<{T}>`, or, if it is no trait, the last `{T}` itself; and, if you like, a `di_core::Outcome` after it"
)]
pub trait ClosesWith<T: ?Sized, R>: Sized {
    /// How it takes the instance.
    const TAKES: Takes;

    /// Takes the instance, and how it ended.
    fn of(given: Given<T, R>, outcome: Outcome) -> Option<Self>;
}

impl<T: ?Sized, R, P: Closes<T, R>> ClosesWith<T, R> for (P,) {
    const TAKES: Takes = P::TAKES;

    fn of(given: Given<T, R>, _: Outcome) -> Option<Self> {
        P::of(given).map(|it| (it,))
    }
}

impl<T: ?Sized, R, P: Closes<T, R>> ClosesWith<T, R> for (P, Outcome) {
    const TAKES: Takes = P::TAKES;

    fn of(given: Given<T, R>, outcome: Outcome) -> Option<Self> {
        P::of(given).map(|it| (it, outcome))
    }
}

/// Closes a `T`.
#[doc(hidden)]
pub trait Close<'c, T: ?Sized + 'static, R: 'c>:
    Fn(Given<T, R>, Outcome) -> Step<'c> + Copy
{
}

impl<'c, T, R, F> Close<'c, T, R> for F
where
    T: ?Sized + 'static,
    R: 'c,
    F: Fn(Given<T, R>, Outcome) -> Step<'c> + Copy,
{
}

/// The function that closes something: whether it is `async`, how it takes the instance, and
/// how to call it.
#[doc(hidden)]
pub const fn closer<'c, C, T, R, F, A, M>(
    index: usize,
    function: F,
) -> (bool, Takes, impl Close<'c, T, R>)
where
    C: Container,
    T: ?Sized + 'static,
    R: 'c,
    F: ProviderFn<A> + Copy,
    F::Output: IntoClosing<'c, M> + Send,
    A: ClosesWith<T, R>,
    M: Mode,
{
    let close = move |given: Given<T, R>, outcome| -> Step<'c> {
        let node = Context::<C>::node(index);
        let Some(arguments) = A::of(given, outcome) else {
            return Box::pin(ready(Err(Error::new(ErrorKind::StillKept, node))));
        };
        let closing = function.call(arguments).into_closing();
        Box::pin(async move {
            let closed = closing.await;
            closed.map_err(|source| Error::new(ErrorKind::CloserFailed, node).caused_by(source))
        })
    };
    (M::IS_ASYNC, A::TAKES, close)
}

/// Such a function, for any lifetime.
pub struct CloseFn<T: ?Sized> {
    is_async: bool,
    takes: Takes,
    close: for<'x> fn(Given<T, &'x T>, Outcome) -> Step<'x>,
}

impl<T: ?Sized + Send + Sync + 'static> CloseFn<T> {
    /// Notes how to close a `T`.
    #[must_use]
    pub const fn new(
        is_async: bool,
        takes: Takes,
        close: for<'x> fn(Given<T, &'x T>, Outcome) -> Step<'x>,
    ) -> Self {
        Self { is_async, takes, close }
    }

    /// Closes it.
    pub(in crate::lifecycle) fn close<'c>(self, instance: Arc<T>, outcome: Outcome) -> Step<'c> {
        Box::pin(async move {
            if self.takes == Takes::Lent {
                (self.close)(Given::Lent(&*instance), outcome).await
            } else {
                (self.close)(Given::Last(instance), outcome).await
            }
        })
    }

    pub(super) fn of(self, node: &'static Node, instance: Arc<T>) -> Closer {
        let is_async = self.is_async;
        let close = move |outcome| -> ClosingStep {
            let closing = self.close(instance, outcome);
            Box::pin(async move { closing.await.err().into_iter().collect() })
        };
        Closer { node, is_async, close: Box::new(close) }
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
