//! Scopes: short-lived regions inside a container.

use core::borrow::Borrow as _;
use core::fmt;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::container::Container;
use crate::context::{Context, OpenScope as _, ScopeState, SharedScopes};
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
        Self { state: C::State::open(slots), container }
    }

    /// Returns the container that the scope was opened in.
    #[must_use]
    pub const fn container(&self) -> &'a C {
        self.container
    }
}

impl<C: Container> OwnedScope<C> {
    #[doc(hidden)]
    pub fn open<'open>(container: Arc<C>, slots: C::Slots) -> Self
    where
        (): SharedScopes<'open, C>,
    {
        Self { state: <() as SharedScopes<'open, C>>::open(slots), container }
    }

    /// Returns the container that the scope was opened in.
    #[must_use]
    pub const fn container(&self) -> &Arc<C> {
        &self.container
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
