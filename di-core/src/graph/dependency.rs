//! What a constructor asks for.

use core::panic::Location;

use crate::container::Provides;
use crate::name::TypeName;

/// One thing that a constructor asks for: an edge of the [`Graph`](crate::Graph).
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    consumer: TypeName,
    pub(super) parameter: &'static str,
    key: TypeName,
    pub(super) target: Option<usize>,
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
    pub const fn of<'c, Consumer, Key, C>(parameter: &'static str) -> Self
    where
        C: Provides<'c, Key>,
    {
        Self {
            consumer: core::any::type_name::<Consumer>,
            parameter,
            key: core::any::type_name::<Key>,
            target: <C as Provides<'c, Key>>::INDEX,
            edge: <C as Provides<'c, Key>>::EDGE,
            location: Location::caller(),
        }
    }

    /// Describes what the provider `target` puts into a collection. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn element<Consumer: ?Sized, Key>(parameter: &'static str, target: usize) -> Self {
        Self {
            consumer: core::any::type_name::<Consumer>,
            parameter,
            key: core::any::type_name::<Key>,
            target: Some(target),
            edge: Edge::Eager,
            location: Location::caller(),
        }
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
