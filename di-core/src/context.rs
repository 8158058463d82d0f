//! Where a resolution takes place.

use core::fmt;
use std::sync::{Arc, Weak};

use crate::container::{Container, Provides};
use crate::error::Error;
use crate::graph::{Dependency, Node};
use crate::slot::BuildOrder;

/// Where a resolution takes place: a container, and the scope if there is one.
///
/// Two pointers, handed by value to every constructor.
pub struct Context<'c, C: Container> {
    container: &'c C,
    scope: Option<&'c ScopeState<C>>,
}

/// What one scope has built.
pub(crate) struct ScopeState<C: Container> {
    pub(crate) slots: C::Slots,
    pub(crate) order: BuildOrder,
    /// Leads nowhere if the scope is on the stack.
    myself: Weak<Self>,
}

impl<C: Container> ScopeState<C> {
    /// Opens a scope on the stack.
    #[inline]
    pub(crate) const fn new(slots: C::Slots) -> Self {
        Self { slots, order: BuildOrder::new(), myself: Weak::new() }
    }

    /// Opens a scope that can be found again, as long as it is open.
    pub(crate) fn shared(slots: C::Slots) -> Arc<Self> {
        Arc::new_cyclic(|myself| Self {
            slots,
            order: BuildOrder::new(),
            myself: Weak::clone(myself),
        })
    }

    /// Returns the way back to it, if there is one.
    pub(crate) fn myself(&self) -> Option<Weak<Self>> {
        (self.myself.strong_count() > 0).then(|| Weak::clone(&self.myself))
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
    pub(crate) const fn new(container: &'c C, scope: Option<&'c ScopeState<C>>) -> Self {
        Self { container, scope }
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
    pub(crate) const fn without_scope(self) -> Self {
        Self { container: self.container, scope: None }
    }

    #[inline]
    pub(crate) const fn scope(self) -> Option<&'c ScopeState<C>> {
        self.scope
    }

    pub(crate) fn node(index: usize) -> &'static Node {
        &C::GRAPH.nodes()[index]
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
        match <C as Provides<'c, T>>::provide(self) {
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
