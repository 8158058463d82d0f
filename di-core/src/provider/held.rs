//! How a scope holds what is scoped.

use core::borrow::Borrow;
use core::fmt;
use core::mem::needs_drop;
use std::sync::Arc;

use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::provider::{Constructor, Replacement, fill};
use crate::slot::{BuildOrder, Release, Slot};

/// How a scope holds its instance of a service.
pub trait Hold<T: ?Sized> {
    /// What the scope is opened with.
    type Given;
    /// What the constructor returns.
    type Built: Borrow<T>;

    fn given(given: Self::Given) -> Self;
    fn empty() -> Self;
    fn get(&self) -> Option<&Self::Built>;

    /// Holds what the replacement or else `build` makes.
    fn fill<C: Container>(
        &self,
        order: &BuildOrder,
        index: usize,
        replacement: &Replacement<Arc<T>>,
        build: impl FnOnce() -> Result<Self::Built, Error>,
    ) -> Result<&Self::Built, Error>;
}

impl<T: ?Sized> Hold<T> for Slot<Arc<T>> {
    type Given = Arc<T>;
    type Built = Arc<T>;

    #[inline]
    fn given(given: Arc<T>) -> Self {
        Self::ready(given)
    }

    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn get(&self) -> Option<&Arc<T>> {
        self.get()
    }

    #[inline]
    fn fill<C: Container>(
        &self,
        order: &BuildOrder,
        index: usize,
        replacement: &Replacement<Arc<T>>,
        build: impl FnOnce() -> Result<Arc<T>, Error>,
    ) -> Result<&Arc<T>, Error> {
        fill::<_, C>(self, order, index, replacement, build)
    }
}

/// An instance that lives in the scope itself, unless an override shares one.
pub struct Held<T> {
    own: Slot<T>,
    /// Only ever filled where the provider is overridden.
    shared: Slot<Arc<T>>,
}

impl<T> Held<T> {
    /// Creates an empty one.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { own: Slot::new(), shared: Slot::new() }
    }
}

impl<T> Hold<T> for Held<T> {
    type Given = T;
    type Built = T;

    #[inline]
    fn given(given: T) -> Self {
        Self { own: Slot::ready(given), shared: Slot::new() }
    }

    #[inline]
    fn empty() -> Self {
        Self::new()
    }

    #[inline]
    fn get(&self) -> Option<&T> {
        self.own.get()
    }

    #[inline]
    fn fill<C: Container>(
        &self,
        order: &BuildOrder,
        index: usize,
        replacement: &Replacement<Arc<T>>,
        build: impl FnOnce() -> Result<T, Error>,
    ) -> Result<&T, Error> {
        match replacement.get() {
            None => self.own.build(order, move || Context::<C>::node(index), build),
            Some(constructor) => self.share::<C>(order, index, constructor),
        }
    }
}

impl<T> Held<T> {
    #[cold]
    #[inline(never)]
    fn share<C: Container>(
        &self,
        order: &BuildOrder,
        index: usize,
        constructor: &Constructor<'_, Arc<T>>,
    ) -> Result<&T, Error> {
        let instance = match self.shared.get() {
            Some(instance) => instance,
            None => self.shared.build(
                order,
                move || Context::<C>::node(index),
                move || constructor(Context::<C>::node(index)),
            )?,
        };
        Ok(instance)
    }
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Release for Held<T> {
    #[inline]
    fn order(&self) -> Option<usize> {
        // What has no destructor needs no number.
        if const { !needs_drop::<T>() } {
            return None;
        }
        self.own.order().or_else(|| self.shared.order())
    }

    #[inline]
    fn release(&mut self) {
        if const { needs_drop::<T>() } {
            self.own.release();
            self.shared.release();
        }
    }
}

impl<T> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.shared.get().is_some() { self.shared.fmt(f) } else { self.own.fmt(f) }
    }
}
