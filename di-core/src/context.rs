//! Where a resolution takes place.

use core::any::Any;
use core::borrow::Borrow;
use core::fmt;
use std::sync::{Arc, Weak};

use crate::container::{Container, Link as _, Provides};
use crate::error::{Error, ErrorKind, Wanted};
use crate::graph::{Dependency, Node};
use crate::lifecycle::Tracking as _;
use crate::slot::BuildOrder;

/// Where a resolution takes place: a container, and the scope if there is one.
///
/// Two pointers, handed by value to every constructor; and, where only the running program
/// knows who provides what, which providers the constructor needs.
pub struct Context<'c, C: Container> {
    container: &'c C,
    scope: Option<&'c ScopeState<C>>,
    link: C::Link,
}

/// Whether some service of a container looks later, by a [`Lazy`](crate::Lazy) or the
/// like, for something that is scoped.
#[derive(Debug)]
pub struct LooksLater<const YES: bool>;

/// Where a scope on the stack holds what it has built.
pub trait ScopePlace<C: Container> {
    /// What holds it.
    type State: OpenScope<C>;
}

/// On the stack itself, if nobody looks for it later.
impl<C: Container> ScopePlace<C> for LooksLater<false> {
    type State = ScopeState<C>;
}

/// Where it can be found again.
impl<C: Container<Slots: Send + Sync>> ScopePlace<C> for LooksLater<true> {
    type State = Arc<ScopeState<C>>;
}

/// Says of a container that threads can share its scopes. The lifetime means nothing: it
/// keeps the compiler from asking before somebody opens one.
#[diagnostic::on_unimplemented(
    message = "a scope of `{C}` cannot be shared between threads",
    label = "something that it holds is not `Send + Sync`"
)]
pub trait SharedScopes<'open, C: Container> {
    /// Opens a scope that is found again.
    fn open(container: &C, slots: C::Slots) -> Arc<ScopeState<C>>;
}

impl<C: Container<Slots: Send + Sync>> SharedScopes<'_, C> for () {
    fn open(container: &C, slots: C::Slots) -> Arc<ScopeState<C>> {
        OpenScope::open(container, slots)
    }
}

/// What a scope has built, wherever it is held.
pub trait OpenScope<C: Container>: Borrow<ScopeState<C>> + Sized {
    /// Opens a scope with these slots.
    fn open(container: &C, slots: C::Slots) -> Self;
}

impl<C: Container> OpenScope<C> for ScopeState<C> {
    #[inline]
    fn open(container: &C, slots: C::Slots) -> Self {
        let tracking = C::Tracking::begin(container.home());
        Self { slots, order: BuildOrder::new(), myself: None, tracking }
    }
}

impl<C: Container<Slots: Send + Sync>> OpenScope<C> for Arc<ScopeState<C>> {
    fn open(container: &C, slots: C::Slots) -> Self {
        Self::new_cyclic(|myself: &Weak<ScopeState<C>>| ScopeState {
            slots,
            order: BuildOrder::new(),
            myself: Some(Weak::<ScopeState<C>>::clone(myself)),
            tracking: C::Tracking::begin(container.home()),
        })
    }
}

/// What one scope has built.
pub struct ScopeState<C: Container> {
    pub(crate) slots: C::Slots,
    pub(crate) order: BuildOrder,
    /// Nothing if the scope is on the stack. It is named without its type, so that what
    /// holds it needs no proof that threads may share it.
    myself: Option<Weak<dyn Any + Send + Sync>>,
    /// After the slots: what is closed outlives what was built with it.
    pub(crate) tracking: C::Tracking,
}

impl<C: Container> fmt::Debug for ScopeState<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeState({})", C::GRAPH.container())
    }
}

impl<C: Container> ScopeState<C> {
    /// Returns the way back to it, if there is one.
    pub(crate) fn myself(&self) -> Option<Weak<dyn Any + Send + Sync>> {
        self.myself.clone()
    }
}

impl<C: Container> Drop for ScopeState<C> {
    #[inline]
    fn drop(&mut self) {
        C::release(&mut self.slots);
    }
}

impl<'c, C: Container> Context<'c, C> {
    #[inline]
    pub(crate) fn new(container: &'c C, scope: Option<&'c ScopeState<C>>) -> Self {
        Self { container, scope, link: C::Link::default() }
    }

    /// Returns the container.
    #[inline]
    #[must_use]
    pub const fn container(self) -> &'c C {
        self.container
    }

    /// Returns the same container without the scope: what singletons are built
    /// from, whoever asks first.
    #[inline]
    #[must_use]
    pub(crate) fn without_scope(self) -> Self {
        Self { scope: None, ..self }
    }

    /// Returns the same place, with another way to the providers.
    #[inline]
    #[must_use]
    pub(crate) fn linked(self, link: C::Link) -> Self {
        Self { link, ..self }
    }

    #[inline]
    pub(crate) fn link(self) -> C::Link {
        self.link
    }

    /// Returns the place from where the dependency at this position is resolved.
    #[inline]
    #[must_use]
    pub(crate) fn at(self, position: usize) -> Self {
        self.linked(self.link.at(self.container, position))
    }

    /// Refuses what is asked of a container that was shut down.
    #[inline]
    pub(crate) fn check_open(self, wanted: impl FnOnce() -> Wanted) -> Result<(), Error> {
        if C::STARTS && self.container.is_closed() {
            return Err(Error::new(ErrorKind::Closed, wanted()));
        }
        Ok(())
    }

    #[inline]
    pub(crate) const fn scope(self) -> Option<&'c ScopeState<C>> {
        self.scope
    }

    /// Returns a provider of a container that the compiler knows.
    pub(crate) fn node(index: usize) -> &'static Node {
        &C::GRAPH.nodes()[index]
    }

    /// Returns a provider of any container.
    pub(crate) fn node_at(self, index: usize) -> &'static Node {
        &self.container.graph().nodes()[index]
    }

    /// Resolves a dependency of a service. For the derive.
    ///
    /// # Errors
    ///
    /// If it cannot be resolved; the error then names the dependency.
    #[doc(hidden)]
    #[inline]
    pub fn dependency<T>(
        self,
        dependencies: &'static [Dependency],
        position: usize,
    ) -> Result<T, Error>
    where
        C: Provides<'c, T>,
    {
        match <C as Provides<'c, T>>::provide(self.at(position)) {
            Ok(value) => Ok(value),
            Err(error) => Err(error.needed_by(&dependencies[position])),
        }
    }
}

impl<C: Container> Clone for Context<'_, C> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<C: Container> Copy for Context<'_, C> {}

impl<C: Container> fmt::Debug for Context<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("container", &C::GRAPH.container())
            .field("scope", &self.scope.is_some())
            .finish()
    }
}
