//! The providers of a container.

use core::fmt;
use core::hash::Hash;
use core::panic::Location;

use super::constructor::{Constructor, nth};
use super::{Dependency, Graph};
use crate::name::TypeName;

/// One provider of a container.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of a provider")]
pub struct Node {
    pub(super) name: &'static str,
    pub(super) kind: ProviderKind,
    type_name: TypeName,
    qualifier: Option<TypeName>,
    views: &'static [TypeName],
    pub(super) absent: bool,
    is_eager: bool,
    is_opened_in_scope: bool,
    /// What is done with it, and by which function: `("closed", "disconnect")`.
    pub(super) hooks: &'static [(&'static str, &'static str)],
    pub(super) constructors: &'static [Constructor],
    pub(super) origin: Option<Origin>,
    location: &'static Location<'static>,
    /// Not a field of a container: it was registered while the program ran.
    is_registered: bool,
    /// Somebody outside of the container will ask for it.
    is_required: bool,
}

/// Where an imported key comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) graph: &'static Graph,
    pub(super) target: Option<usize>,
}

/// How a service is obtained, and how long it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProviderKind {
    /// Given to the container when it was created.
    Value,
    /// One for the container.
    Singleton,
    /// One for each scope.
    Scoped,
    /// Given to each scope when it is opened.
    Input,
    /// One for the container, opened when it starts and closed when it shuts down.
    Resource,
    /// A new one each time.
    Factory,
    /// All that other providers put into it: `#[provide(into dyn Trait)]`.
    Collection,
    /// Provided by another container: `#[import(..)]`.
    Import,
}

/// A service that is held for all threads: any `Send + Sync` type that borrows
/// nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared between threads",
    label = "not `Send + Sync`",
    note = "what a container or a scope holds is used by many threads; what a `Factory` makes is not",
    note = "help: for a trait, write `trait Name: Send + Sync`; in a struct, put a `Mutex`, an atomic or an `Arc` in the place of a `RefCell`, a `Cell` or an `Rc`"
)]
pub trait Shared {}

#[diagnostic::do_not_recommend]
impl<T: ?Sized + Send + Sync + 'static> Shared for T {}

impl Node {
    /// Describes a provider of a `T`. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn new<T: ?Sized>(name: &'static str, kind: ProviderKind) -> Self {
        Self {
            name,
            kind,
            type_name: core::any::type_name::<T>,
            qualifier: None,
            views: &[],
            absent: false,
            is_eager: false,
            is_opened_in_scope: false,
            hooks: &[],
            constructors: &[],
            origin: None,
            location: Location::caller(),
            is_registered: false,
            is_required: false,
        }
    }

    /// Describes a provider of a `T` that threads share. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn shared<T: ?Sized + Shared>(name: &'static str, kind: ProviderKind) -> Self {
        Self::new::<T>(name, kind)
    }

    /// Describes the key `T` of another container. For the derive.
    #[doc(hidden)]
    #[must_use]
    #[track_caller]
    pub const fn import<T>(
        name: &'static str,
        graph: &'static Graph,
        target: Option<usize>,
    ) -> Self {
        let mut node = Self::new::<T>(name, ProviderKind::Import);
        node.origin = Some(Origin { graph, target });
        node
    }

    /// Adds how it is built. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn built_by(mut self, constructors: &'static [Constructor]) -> Self {
        self.constructors = constructors;
        self
    }

    /// Adds the qualifier that tells it from others. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn qualified<Q>(mut self) -> Self {
        self.qualifier = Some(core::any::type_name::<Q>);
        self
    }

    /// Adds what else it is provided as. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn seen_as(mut self, views: &'static [fn() -> &'static str]) -> Self {
        self.views = views;
        self
    }

    /// Notes that it is built when the container starts. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn eager(mut self) -> Self {
        self.is_eager = true;
        self
    }

    /// Notes whether each scope opens its own. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn opened_in_scope(mut self, is_async: bool) -> Self {
        self.is_opened_in_scope = is_async;
        self
    }

    /// Names the functions that start, stop and close it. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn hooked(mut self, hooks: &'static [(&'static str, &'static str)]) -> Self {
        self.hooks = hooks;
        self
    }

    /// Notes that there is none. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn absent(mut self) -> Self {
        self.absent = true;
        self
    }

    /// Describes a provider that was registered. What it depends on is told when it is known.
    pub(crate) fn registered(
        name: &'static str,
        kind: ProviderKind,
        type_name: TypeName,
        location: &'static Location<'static>,
    ) -> Self {
        Self { name, type_name, location, is_registered: true, ..Self::new::<()>("", kind) }
    }

    /// Adds the name of a qualifier.
    pub(crate) fn qualified_by(mut self, qualifier: Option<TypeName>) -> Self {
        self.qualifier = qualifier;
        self
    }

    /// Adds where it is imported from.
    pub(crate) fn imported(mut self, graph: &'static Graph, target: Option<usize>) -> Self {
        self.origin = Some(Origin { graph, target });
        self
    }

    /// Notes that somebody outside of the container will ask for it.
    pub(crate) fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Whether somebody outside of the container will ask for it.
    pub(crate) const fn is_required(&self) -> bool {
        self.is_required
    }

    /// Whether it is not a field, but was registered.
    pub(crate) const fn is_registered(&self) -> bool {
        self.is_registered
    }

    /// All that is told of it but for its lists.
    pub(super) fn outline(&self) -> impl Hash + Eq + use<> {
        // Two containers of one name may be imported from at one place in the code.
        let origin = self.origin.as_ref().map(|it| (core::ptr::from_ref(it.graph), it.target));
        let flags = (self.absent, self.is_eager, self.is_opened_in_scope, self.is_required);
        (self.name, self.kind, self.type_name(), self.qualifier(), origin, flags, *self.location)
    }

    /// Returns the name of the container's field.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns which provider it is.
    #[must_use]
    pub const fn kind(&self) -> ProviderKind {
        self.kind
    }

    /// Returns the full name of the type that it provides.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        (self.type_name)()
    }

    /// Returns the full name of the type that tells it from other providers of the
    /// same type.
    #[must_use]
    pub fn qualifier(&self) -> Option<&'static str> {
        self.qualifier.map(|name| name())
    }

    /// Returns the full names of the traits that it is provided as besides its own
    /// type.
    #[must_use]
    pub fn views(&self) -> impl ExactSizeIterator<Item = &'static str> {
        self.views.iter().map(|name| name())
    }

    /// Returns whether it is declared to be absent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        self.absent
    }

    /// Whether it is declared `eager`, and not because it starts or stops.
    pub(super) const fn is_eager(&self) -> bool {
        self.is_eager && self.hooks.is_empty()
    }

    /// Returns whether it is opened or built when the container starts.
    #[must_use]
    pub const fn is_opened_at_start(&self) -> bool {
        self.is_eager || matches!(self.kind, ProviderKind::Resource)
    }

    /// Returns the function that closes it, as it is written in the container.
    #[must_use]
    pub fn closer(&self) -> Option<&'static str> {
        self.hook("closed")
    }

    /// Returns the function that is called with it when the container starts, as it is
    /// written there.
    #[must_use]
    pub fn starter(&self) -> Option<&'static str> {
        self.hook("started")
    }

    /// Returns the function that is called with it when the container is shut down, as it
    /// is written there.
    #[must_use]
    pub fn stopper(&self) -> Option<&'static str> {
        self.hook("stopped")
    }

    fn hook(&self, what: &str) -> Option<&'static str> {
        self.hooks.iter().find(|it| it.0 == what).map(|it| it.1)
    }

    /// Returns whether each scope opens its own, because its constructor is `async`.
    #[must_use]
    pub const fn is_opened_in_scope(&self) -> bool {
        self.is_opened_in_scope
    }

    /// Returns what builds it, in order: one type or function, or what selects and
    /// the types it selects from, and then what decorates it. Nothing if it is given.
    #[must_use]
    pub const fn constructors(&self) -> &'static [Constructor] {
        self.constructors
    }

    /// Returns what its constructors ask for.
    pub fn dependencies(&self) -> impl Iterator<Item = &'static Dependency> {
        self.constructors.iter().flat_map(|it| it.dependencies)
    }

    /// Returns the other container's wiring, of what is imported.
    #[must_use]
    pub const fn imported_from(&self) -> Option<&'static Graph> {
        match &self.origin {
            Some(origin) => Some(origin.graph),
            None => None,
        }
    }

    /// Returns the dependency `position` of all its constructors'.
    pub(crate) const fn dependency(&self, mut position: usize) -> Option<&'static Dependency> {
        let mut at = 0;
        while at < self.constructors.len() {
            let dependencies = self.constructors[at].dependencies;
            if position < dependencies.len() {
                return Some(&dependencies[position]);
            }
            position -= dependencies.len();
            at += 1;
        }
        None
    }

    /// Returns where in the other container's graph it is provided.
    pub(crate) const fn import_target(&self) -> Option<usize> {
        match &self.origin {
            Some(origin) => origin.target,
            None => None,
        }
    }

    /// Returns where its field is written.
    #[must_use]
    pub const fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// Returns the name of the parameter `position` of the function that builds it.
    pub(crate) fn parameter(&self, position: usize) -> String {
        match self.constructors.first() {
            Some(constructor) => constructor.parameter(position),
            None => nth(position),
        }
    }
}

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "Value",
            Self::Singleton => "Singleton",
            Self::Resource => "Resource",
            // An input is a `Scoped` field whose instance comes from outside.
            Self::Scoped | Self::Input => "Scoped",
            Self::Factory => "Factory",
            Self::Collection => "Collection",
            Self::Import => "Import",
        })
    }
}
