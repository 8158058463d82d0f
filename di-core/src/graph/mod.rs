//! The wiring as data: what a container provides, and what each needs.

mod display;

use core::fmt;
use core::panic::Location;

use crate::container::Provides;
use crate::name::TypeName;

/// A container's wiring: its providers, in the order of their fields, and what
/// each depends on.
///
/// It is a constant of the container, [`Container::GRAPH`], and the only
/// description of the wiring there is: the compiler's check reads the same.
///
/// [`Container::GRAPH`]: crate::Container::GRAPH
///
/// ```
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Clock;
///
/// #[derive(Injectable)]
/// struct Users { clock: std::sync::Arc<Clock> }
///
/// #[derive(Container)]
/// struct App { clock: Singleton<Clock>, users: Factory<Users> }
///
/// assert_eq!(App::GRAPH.to_string(), "\
/// App
///   clock: Singleton<Clock>
///   users: Factory<Users>
///     clock: Arc<Clock> <- clock
/// ");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Graph {
    container: &'static str,
    nodes: &'static [Node],
}

/// One provider of a container.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    name: &'static str,
    kind: ProviderKind,
    type_name: TypeName,
    qualifier: Option<TypeName>,
    views: &'static [TypeName],
    absent: bool,
    constructors: &'static [Constructor],
    origin: Option<Origin>,
    location: &'static Location<'static>,
}

/// A type or a function that builds a service, or a part of the way to it: what
/// chooses between others, or what decorates them.
#[derive(Clone, Copy, Debug)]
pub struct Constructor {
    name: &'static str,
    role: Role,
    dependencies: &'static [Dependency],
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

/// Where an imported key comes from.
#[derive(Clone, Copy, Debug)]
struct Origin {
    graph: &'static Graph,
    target: Option<usize>,
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
    /// A new one each time.
    Factory,
    /// All that other providers put into it: `#[provide(into dyn Trait)]`.
    Collection,
    /// Provided by another container: `#[import(..)]`.
    Import,
}

/// One thing that a constructor asks for: an edge of the [`Graph`].
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    consumer: TypeName,
    parameter: &'static str,
    key: TypeName,
    target: Option<usize>,
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

impl Graph {
    /// Describes a container. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(container: &'static str, nodes: &'static [Node]) -> Self {
        Self { container, nodes }
    }

    /// Returns the container's name.
    #[must_use]
    pub const fn container(&self) -> &'static str {
        self.container
    }

    /// Returns the providers, in the order of the container's fields.
    #[must_use]
    pub const fn nodes(&self) -> &'static [Node] {
        self.nodes
    }

    /// Returns the provider in the field `name`.
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// #[derive(Injectable)]
    /// struct Clock;
    ///
    /// #[derive(Injectable)]
    /// struct Users { clock: std::sync::Arc<Clock> }
    ///
    /// #[derive(Container)]
    /// struct App { clock: Singleton<Clock>, users: Singleton<Users> }
    ///
    /// let users = App::GRAPH.node("users").expect("a field");
    /// let needed = users.dependencies().next().and_then(|it| it.target()).expect("a provider");
    /// assert_eq!(App::GRAPH.nodes()[needed].name(), "clock");
    /// ```
    #[must_use]
    pub fn node(&self, name: &str) -> Option<&'static Node> {
        self.nodes.iter().find(|node| node.name == name)
    }
}

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
            constructors: &[],
            origin: None,
            location: Location::caller(),
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

    /// Notes that there is none. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn absent(mut self) -> Self {
        self.absent = true;
        self
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

    fn parameter(&self, position: usize) -> String {
        self.parameters.get(position).map_or_else(|| nth(position), |name| (*name).to_owned())
    }
}

fn nth(position: usize) -> String {
    format!("#{}", position + 1)
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

    /// Returns the position in [`Graph::nodes`] of what provides it.
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

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "Value",
            Self::Singleton => "Singleton",
            // An input is a `Scoped` field whose instance comes from outside.
            Self::Scoped | Self::Input => "Scoped",
            Self::Factory => "Factory",
            Self::Collection => "Collection",
            Self::Import => "Import",
        })
    }
}
