//! What builds a service.

use super::Dependency;

/// A type or a function that builds a service, or a part of the way to it: what
/// chooses between others, or what decorates them.
#[derive(Clone, Copy, Debug)]
pub struct Constructor {
    pub(super) name: &'static str,
    pub(super) role: Role,
    pub(super) dependencies: &'static [Dependency],
    parameters: &'static [&'static str],
}

/// What a [`Constructor`] does for its provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// It builds the service.
    Builds,
    /// It chooses which one builds the service: `#[provide(select = ..)]`.
    Selects,
    /// It wraps what was built: `#[provide(decorate = ..)]`.
    Decorates,
}

impl Constructor {
    /// Describes what builds a service. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, role: Role, dependencies: &'static [Dependency]) -> Self {
        Self { name, role, dependencies, parameters: &[] }
    }

    /// Names the parameters of a function. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [&'static str]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Returns the type or function, as it is written in the container; empty if it
    /// is the provided type itself.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what it does for its provider.
    #[must_use]
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Returns what it asks for.
    #[must_use]
    pub const fn dependencies(&self) -> &'static [Dependency] {
        self.dependencies
    }

    pub(super) fn parameter(&self, position: usize) -> String {
        self.parameters.get(position).map_or_else(|| nth(position), |name| (*name).to_owned())
    }
}

pub(super) fn nth(position: usize) -> String {
    format!("#{}", position + 1)
}
