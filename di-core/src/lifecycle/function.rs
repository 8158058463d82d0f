//! Functions that open and close: synchronous or not.

use core::future::{Future, ready};
use core::marker::PhantomData;
use core::pin::Pin;
use std::sync::Arc;

use super::Step;
use crate::container::Container;
use crate::context::Context;
use crate::error::{BoxError, Error, ErrorKind};
use crate::function::{DependencyList, IntoService, ProviderFn, call};
use crate::graph::{Dependency, Node};

/// The opening of a `T`.
pub(crate) type Opening<'c, T> = Pin<Box<dyn Future<Output = Result<Arc<T>, Error>> + Send + 'c>>;

/// What a user's function returns, when it does.
pub(crate) type Returned<'c, T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send + 'c>>;

/// Marks a function that returns at once.
#[derive(Debug)]
pub struct Synchronous;

/// Marks a function that returns a future, as an `async` one does.
#[derive(Debug)]
pub struct Asynchronous;

/// What the function of a `Resource<T>`, or of a `Scoped<T>`, may return: what other
/// constructors return, or a future of it.
#[diagnostic::on_unimplemented(
    message = "this function returns `{Self}`, but its provider needs `{T}`",
    label = "returns `{Self}`",
    note = "help: return `{T}`, an `Arc` of it, or a `Result` of either whose error is `Error + Send + Sync`, or a `String`; the function may be `async`"
)]
pub trait IntoOpening<'c, T: ?Sized, Marker> {
    /// Returns the instance; nothing if it takes a while.
    fn now(self) -> Option<Result<Arc<T>, BoxError>>;

    /// Returns the instance when it is there.
    fn into_opening(self) -> Returned<'c, Arc<T>>
    where
        Self: Send;
}

#[diagnostic::do_not_recommend]
impl<'c, T, R> IntoOpening<'c, T, Synchronous> for R
where
    T: ?Sized + Send + Sync + 'c,
    R: IntoService<Arc<T>>,
{
    #[inline]
    fn now(self) -> Option<Result<Arc<T>, BoxError>> {
        Some(self.into_service())
    }

    fn into_opening(self) -> Returned<'c, Arc<T>> {
        Box::pin(ready(self.into_service()))
    }
}

#[diagnostic::do_not_recommend]
impl<'c, T, F> IntoOpening<'c, T, Asynchronous> for F
where
    T: ?Sized,
    F: Future<Output: IntoService<Arc<T>>> + 'c,
{
    fn now(self) -> Option<Result<Arc<T>, BoxError>> {
        None
    }

    fn into_opening(self) -> Returned<'c, Arc<T>>
    where
        Self: Send,
    {
        Box::pin(async move { self.await.into_service() })
    }
}

/// Whether a function returns at once.
pub trait Mode {
    /// Whether it returns a future.
    const IS_ASYNC: bool;
}

impl Mode for Synchronous {
    const IS_ASYNC: bool = false;
}

impl Mode for Asynchronous {
    const IS_ASYNC: bool = true;
}

/// Opens a `T` from a container: at once, or after a while.
#[doc(hidden)]
pub trait Opens<'c, C: Container, T: ?Sized>: Copy {
    /// Opens it now, if the function is not `async`.
    ///
    /// # Errors
    ///
    /// If it cannot be opened now.
    fn now(self, cx: Context<'c, C>) -> Result<Arc<T>, Error>;

    /// Opens it.
    fn open(self, cx: Context<'c, C>) -> Opening<'c, T>;

    /// Closes it, if its own type says how.
    fn close(self, _: &'c Arc<T>) -> Option<Step<'c>> {
        None
    }
}

/// The function of what is opened: what it depends on, whether it is `async`, and how to
/// call it.
#[doc(hidden)]
pub const fn opener<'c, C, T, F, A, M>(
    index: usize,
    function: F,
) -> (&'static [Dependency], bool, impl Opens<'c, C, T>)
where
    C: Container,
    T: ?Sized + Send + Sync + 'c,
    F: ProviderFn<A> + Copy,
    F::Output: IntoOpening<'c, T, M> + Send,
    A: DependencyList<'c, C>,
    M: Mode,
{
    (A::DEPENDENCIES, M::IS_ASYNC, Opener { index, function, marker: PhantomData::<fn(A) -> M> })
}

struct Opener<F, A, M> {
    index: usize,
    function: F,
    marker: PhantomData<fn(A) -> M>,
}

impl<F: Copy, A, M> Clone for Opener<F, A, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: Copy, A, M> Copy for Opener<F, A, M> {}

impl<'c, C, T, F, A, M> Opens<'c, C, T> for Opener<F, A, M>
where
    C: Container,
    T: ?Sized + Send + Sync + 'c,
    F: ProviderFn<A> + Copy,
    F::Output: IntoOpening<'c, T, M> + Send,
    A: DependencyList<'c, C>,
    M: Mode,
{
    #[inline]
    fn now(self, cx: Context<'c, C>) -> Result<Arc<T>, Error> {
        match self.call(cx) {
            Ok(returned) => match returned.now() {
                Some(Ok(instance)) => Ok(instance),
                Some(Err(source)) => {
                    Err(Error::constructor(Context::<C>::node(self.index), source))
                }
                None => Err(Error::new(ErrorKind::NotOpened, Context::<C>::node(self.index))),
            },
            Err(error) => Err(error),
        }
    }

    fn open(self, cx: Context<'c, C>) -> Opening<'c, T> {
        opening(self.call(cx), Context::<C>::node(self.index))
    }
}

impl<F: Copy, A, M> Opener<F, A, M> {
    #[inline]
    fn call<'c, C: Container>(self, cx: Context<'c, C>) -> Result<F::Output, Error>
    where
        F: ProviderFn<A>,
        A: DependencyList<'c, C>,
    {
        call(cx, self.function, || Context::<C>::node(self.index))
    }
}

/// Waits for what a function has returned.
pub(crate) fn opening<'c, T, R, M>(
    returned: Result<R, Error>,
    node: &'static Node,
) -> Opening<'c, T>
where
    T: ?Sized + Send + Sync + 'c,
    R: IntoOpening<'c, T, M> + Send,
{
    match returned {
        Ok(returned) => {
            let opening = returned.into_opening();
            Box::pin(
                async move { opening.await.map_err(|source| Error::constructor(node, source)) },
            )
        }
        Err(error) => Box::pin(ready(Err(error))),
    }
}

/// What a `start` or a `stop` may take: the instance, borrowed or to keep.
#[diagnostic::on_unimplemented(
    message = "this function of a `{T}` does not take `{Self}`",
    label = "takes `{Self}`",
    note = "help: take what is started or stopped, and nothing else: `&{T}` or `Arc<{T}>`"
)]
pub trait Closes<'c, T: ?Sized> {
    /// Hands the instance over.
    fn of(instance: &'c Arc<T>) -> Self;
}

#[diagnostic::do_not_recommend]
impl<'c, T: ?Sized> Closes<'c, T> for Arc<T> {
    fn of(instance: &'c Arc<T>) -> Self {
        Arc::clone(instance)
    }
}

#[diagnostic::do_not_recommend]
impl<'c, T: ?Sized> Closes<'c, T> for &'c T {
    fn of(instance: &'c Arc<T>) -> Self {
        instance
    }
}

/// That it cannot be taken by value has to be said, or the compiler would advise to borrow
/// the function.
impl<'c, T: Taken> Closes<'c, T> for T {
    fn of(instance: &'c Arc<T>) -> Self {
        T::take(instance)
    }
}

/// What can be taken though others keep it: nothing.
pub trait Taken: Sized {
    /// Takes it.
    fn take(instance: &Arc<Self>) -> Self;
}

/// What such a function may return: nothing, a `Result<(), E>`, or a future of either.
#[diagnostic::on_unimplemented(
    message = "what closes, starts or stops does not return `{Self}`",
    label = "returns `{Self}`",
    note = "help: return nothing, or a `Result<(), E>` whose error is `Error + Send + Sync`, or a `String`; the function may be `async`"
)]
pub trait IntoClosing<'c, Marker> {
    /// Returns when it is closed.
    fn into_closing(self) -> Returned<'c, ()>
    where
        Self: Send;
}

#[diagnostic::do_not_recommend]
impl<'c, R: IntoService<()>> IntoClosing<'c, Synchronous> for R {
    fn into_closing(self) -> Returned<'c, ()> {
        Box::pin(ready(self.into_service()))
    }
}

#[diagnostic::do_not_recommend]
impl<'c, F> IntoClosing<'c, Asynchronous> for F
where
    F: Future<Output: IntoService<()>> + 'c,
{
    fn into_closing(self) -> Returned<'c, ()>
    where
        Self: Send,
    {
        Box::pin(async move { self.await.into_service() })
    }
}

/// Does something with a `T`: starts or stops it.
#[doc(hidden)]
pub trait Hook<'c, T: ?Sized + 'c>: Fn(&'c Arc<T>) -> Step<'c> + Copy {}

impl<'c, T: ?Sized + 'c, F: Fn(&'c Arc<T>) -> Step<'c> + Copy> Hook<'c, T> for F {}

/// The function that starts or stops a singleton; `kind` says which, if it fails.
#[doc(hidden)]
pub const fn hook<'c, C, T, F, P, M>(index: usize, kind: ErrorKind, function: F) -> impl Hook<'c, T>
where
    C: Container,
    T: ?Sized + 'c,
    F: ProviderFn<(P,)> + Copy,
    F::Output: IntoClosing<'c, M> + Send,
    P: Closes<'c, T>,
{
    move |instance: &'c Arc<T>| -> Step<'c> {
        let closing = function.call((P::of(instance),)).into_closing();
        Box::pin(async move {
            closing
                .await
                .map_err(|source| Error::new(kind, Context::<C>::node(index)).caused_by(source))
        })
    }
}
