//! Scopes: short-lived regions inside a container.

use core::borrow::Borrow as _;
use core::fmt;
use core::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe};
use std::panic::{catch_unwind, resume_unwind};
use std::sync::Arc;

use crate::container::Container;
use crate::context::{Context, OpenScope as _, ScopeState, SharedScopes};
use crate::lifecycle::{CloseError, Outcome, Tracking as _, Unclosed};
use crate::resolve::Resolve;

/// A scope on the stack of a function, which borrows its container.
///
/// Opened by the container's `scope(..)`, with one argument for each
/// `#[provide(input)]`. What it has built is dropped in reverse order when it is
/// dropped, and what borrows from it cannot outlive it. Two scopes of one
/// container know nothing of each other.
///
/// To ask it for something, see [`Resolve`].
///
/// ```
/// use di_core::prelude::*;
///
/// struct RequestId(u32);
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     request: Scoped<RequestId>,
/// }
///
/// let app = App::new();
/// let (one, two) = (app.scope(RequestId(1)), app.scope(RequestId(2)));
/// assert_eq!(one.resolve::<&RequestId>()?.0, 1);
/// assert_eq!(two.resolve::<&RequestId>()?.0, 2);
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Scope<'a, C: Container> {
    state: C::State,
    container: &'a C,
}

/// A scope that shares its container and may be sent to another task.
///
/// Opened by the container's `scope_owned(..)`; otherwise as [`Scope`].
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct RequestId(u32);
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     request: Scoped<RequestId>,
/// }
///
/// let app: Arc<App> = App::new().build();
/// let scope = app.scope_owned(RequestId(7));
/// let thread = std::thread::spawn(move || scope.resolve::<&RequestId>().map(|it| it.0));
/// assert_eq!(thread.join().expect("no panic")?, 7);
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct OwnedScope<C: Container> {
    // First, because fields are dropped in order, and what the scope has built
    // must not outlive the container.
    state: Arc<ScopeState<C>>,
    container: Arc<C>,
}

impl<'a, C: Container> Scope<'a, C> {
    #[doc(hidden)]
    #[inline]
    pub fn open(container: &'a C, slots: C::Slots) -> Self {
        Self { state: C::State::open(container, slots), container }
    }

    /// Returns the container that the scope was opened in.
    #[must_use]
    pub const fn container(&self) -> &'a C {
        self.container
    }

    /// Closes the scope: drops what it has built, and then runs the closers of what it
    /// has opened, the last first, which are told that all went well. See
    /// [`close_with`](Self::close_with).
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    ///
    /// # Panics
    ///
    /// If what is dropped panics; all closers run before, and what cannot be closed is told
    /// at the shutdown.
    pub async fn close(self) -> Result<(), CloseError> {
        self.close_with(Outcome::Ok).await
    }

    /// Closes the scope and tells the closers how that has ended for which it was opened.
    ///
    /// If this is dropped half-way, the rest is closed by whoever was given to the
    /// container by `on_unclosed`, or else at its shutdown.
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    ///
    /// # Panics
    ///
    /// If what is dropped panics; all closers run before, and what cannot be closed is told
    /// at the shutdown.
    pub async fn close_with(self, outcome: Outcome) -> Result<(), CloseError> {
        let tracked = self.state.borrow().tracking.begun();
        let unclosed = tracked.and_then(|it| it.take(Some(outcome)));
        close(self.state, unclosed).await
    }

    /// Notes what the closers are told if the scope is dropped without being closed.
    /// Unless it is noted, they are told that it was cancelled.
    pub fn note_outcome(&self, outcome: Outcome) {
        let home = self.container.home();
        if let Some(tracked) = self.state.borrow().tracking.tracked(home) {
            tracked.note_outcome(outcome);
        }
    }
}

impl<C: Container> OwnedScope<C> {
    #[doc(hidden)]
    pub fn open<'open>(container: Arc<C>, slots: C::Slots) -> Self
    where
        (): SharedScopes<'open, C>,
    {
        let state = <() as SharedScopes<'open, C>>::open(&container, slots);
        Self { state, container }
    }

    /// Returns the container that the scope was opened in.
    #[must_use]
    pub const fn container(&self) -> &Arc<C> {
        &self.container
    }

    /// Closes the scope, as [`Scope::close`] does.
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    ///
    /// # Panics
    ///
    /// If what is dropped panics; all closers run before, and what cannot be closed is told
    /// at the shutdown.
    pub async fn close(self) -> Result<(), CloseError> {
        self.close_with(Outcome::Ok).await
    }

    /// Closes the scope, as [`Scope::close_with`] does.
    ///
    /// # Errors
    ///
    /// Everything that could not be closed.
    ///
    /// # Panics
    ///
    /// If what is dropped panics; all closers run before, and what cannot be closed is told
    /// at the shutdown.
    pub async fn close_with(self, outcome: Outcome) -> Result<(), CloseError> {
        let Self { state, container } = self;
        let unclosed = state.tracking.begun().and_then(|it| it.take(Some(outcome)));
        let closed = close(state, unclosed).await;
        drop(container);
        closed
    }

    /// Closes the scope after a panic, which has no place for what cannot be closed: whoever
    /// shuts the container down is told.
    pub(crate) async fn close_untold(self, outcome: Outcome) {
        let Self { state, container } = self;
        let unclosed = state.tracking.begun().and_then(|it| it.take(Some(outcome)));
        // One panic goes on already.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(state)));
        if let Some(unclosed) = unclosed {
            unclosed.close_untold().await;
        }
        drop(container);
    }

    /// Keeps something until what the scope has opened is closed, if it has opened anything.
    #[doc(hidden)]
    pub fn keep_until_closed<K: Send + 'static>(&self, keep: impl FnOnce() -> K) {
        if let Some(tracked) = self.state.tracking.begun() {
            tracked.keep_until_closed(keep);
        }
    }

    /// Notes what the closers are told if the scope is dropped without being closed.
    /// Unless it is noted, they are told that it was cancelled.
    pub fn note_outcome(&self, outcome: Outcome) {
        if let Some(tracked) = self.state.tracking.tracked(self.container.home()) {
            tracked.note_outcome(outcome);
        }
    }
}

/// Drops what a scope has built, and then closes what it has opened.
pub(crate) async fn close<S>(state: S, unclosed: Option<Unclosed>) -> Result<(), CloseError> {
    let Some(unclosed) = unclosed else {
        drop(state);
        return Ok(());
    };
    match catch_unwind(AssertUnwindSafe(|| drop(state))) {
        Ok(()) => unclosed.owned().await,
        Err(panicked) => {
            unclosed.close_untold().await;
            resume_unwind(panicked)
        }
    }
}

impl<C: Container> Resolve for Scope<'_, C> {
    type Container = C;

    #[inline]
    fn context(&self) -> Context<'_, C> {
        Context::new(self.container, Some(self.state.borrow()))
    }
}

impl<C: Container> Resolve for OwnedScope<C> {
    type Container = C;

    #[inline]
    fn context(&self) -> Context<'_, C> {
        Context::new(&self.container, Some(&self.state))
    }
}

impl<C: Container> fmt::Debug for Scope<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope({})", C::GRAPH.container())
    }
}

impl<C: Container> fmt::Debug for OwnedScope<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OwnedScope({})", C::GRAPH.container())
    }
}

// As its container: a constructor that panics leaves its slot free again.
impl<C: Container> UnwindSafe for Scope<'_, C> {}
impl<C: Container> RefUnwindSafe for Scope<'_, C> {}
impl<C: Container> UnwindSafe for OwnedScope<C> {}
impl<C: Container> RefUnwindSafe for OwnedScope<C> {}
