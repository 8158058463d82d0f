//! What a constructor asks for.

use core::hash::Hash;
use core::panic::Location;

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::key::Key;
use crate::name::TypeName;

/// One thing that a constructor asks for: an edge of the [`Graph`](crate::Graph).
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    consumer: TypeName,
    pub(super) parameter: &'static str,
    key: TypeName,
    pub(super) target: Option<usize>,
    /// What is asked for, if only the running program knows who provides it.
    wanted: Option<fn() -> Key>,
    edge: Edge,
    location: &'static Location<'static>,
}

/// When a dependency is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Edge {
    /// While the one that needs it is being built.
    Eager,
    /// Later, when it is used, once: [`Lazy`](crate::Lazy).
    Lazy,
    /// Later, each time that it is used: [`Provider`](crate::Provider),
    /// [`Maker`](crate::Maker).
    Repeated,
}

impl Dependency {
    /// Describes what a constructor asks the container for. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn of<'c, Consumer, K, C>(parameter: &'static str) -> Self
    where
        C: Provides<'c, K>,
    {
        Self {
            consumer: core::any::type_name::<Consumer>,
            parameter,
            key: core::any::type_name::<K>,
            target: <C as Provides<'c, K>>::INDEX,
            wanted: <C as Provides<'c, K>>::KEY,
            edge: <C as Provides<'c, K>>::EDGE,
            location: Location::caller(),
        }
    }

    /// Describes what the provider `target` puts into a collection. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn element<Consumer: ?Sized, K>(parameter: &'static str, target: usize) -> Self {
        Self {
            consumer: core::any::type_name::<Consumer>,
            parameter,
            key: core::any::type_name::<K>,
            target: Some(target),
            wanted: None,
            edge: Edge::Eager,
            location: Location::caller(),
        }
    }

    /// Describes what is put into a collection while the program runs.
    pub(crate) fn contributed(
        consumer: TypeName,
        parameter: &'static str,
        key: TypeName,
        target: usize,
        location: &'static Location<'static>,
    ) -> Self {
        let (target, wanted, edge) = (Some(target), None, Edge::Eager);
        Self { consumer, parameter, key, target, wanted, edge, location }
    }

    /// The same dependency, resolved at each call of a [`Maker`](crate::Maker). For
    /// the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn at_each_call(mut self) -> Self {
        self.edge = Edge::Repeated;
        self
    }

    /// A dependency on the node `target`, for tests.
    #[cfg(test)]
    pub(crate) fn on(target: usize, edge: Edge) -> Self {
        Self { edge, ..Self::element::<(), ()>("field", target) }
    }

    /// Returns the full name of the type that asks.
    #[must_use]
    pub fn consumer(&self) -> &'static str {
        (self.consumer)()
    }

    /// Returns the field that asks; empty for a function's parameter, whose
    /// names only the provider may know.
    #[must_use]
    pub const fn parameter(&self) -> &'static str {
        self.parameter
    }

    /// Returns the full name of the type that is asked for.
    #[must_use]
    pub fn key(&self) -> &'static str {
        (self.key)()
    }

    /// Returns the position in [`Graph::nodes`](crate::Graph::nodes) of what provides it.
    #[must_use]
    pub const fn target(&self) -> Option<usize> {
        self.target
    }

    /// All that is told of it.
    pub(super) fn outline(&self) -> impl Hash + Eq + use<> {
        let names = (self.consumer(), self.parameter, self.key());
        // Two types may have one name.
        let wanted = self.wanted().map(|it| it.binding);
        (names, self.target, self.edge, wanted, *self.location)
    }

    /// Returns what is asked for, if only the running program knows who provides it.
    pub(crate) fn wanted(&self) -> Option<Key> {
        self.wanted.map(|key| key())
    }

    /// Returns how to name what is asked for.
    pub(crate) const fn wanted_as(&self) -> Option<fn() -> Key> {
        self.wanted
    }

    /// Returns the position of what provides it in a container that may only be known to
    /// the running program.
    pub(crate) fn target_in<C: Container>(&self, cx: Context<'_, C>) -> Option<usize> {
        self.target.or_else(|| C::find(cx, self.wanted?))
    }

    /// The same dependency, of which it is known now who provides it.
    pub(crate) fn provided_by(mut self, target: Option<usize>) -> Self {
        self.target = target;
        self
    }

    /// Returns when it is resolved.
    #[must_use]
    pub const fn edge(&self) -> Edge {
        self.edge
    }

    /// Returns where the field is written.
    #[must_use]
    pub const fn location(&self) -> &'static Location<'static> {
        self.location
    }
}
