//! The wiring as data: what a container provides, and what each needs.

use core::fmt;
use core::panic::Location;

use crate::container::Provides;
use crate::name::{Short, TypeName};

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
    constructor: &'static str,
    dependencies: &'static [Dependency],
    parameters: &'static [&'static str],
    location: &'static Location<'static>,
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
    /// Later, when it is used.
    Lazy,
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
    /// let needed = users.dependencies()[0].target().expect("a provider");
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
            constructor: "",
            dependencies: &[],
            parameters: &[],
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

    /// Adds how it is built. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn built_by(
        mut self,
        constructor: &'static str,
        dependencies: &'static [Dependency],
    ) -> Self {
        self.constructor = constructor;
        self.dependencies = dependencies;
        self
    }

    /// Names the parameters of a function. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [&'static str]) -> Self {
        self.parameters = parameters;
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

    /// Returns the type or function that builds it, as it is written in the
    /// container; empty if that is the provided type itself.
    #[must_use]
    pub const fn constructor(&self) -> &'static str {
        self.constructor
    }

    /// Returns what its constructor asks for.
    #[must_use]
    pub const fn dependencies(&self) -> &'static [Dependency] {
        self.dependencies
    }

    /// Returns where its field is written.
    #[must_use]
    pub const fn location(&self) -> &'static Location<'static> {
        self.location
    }

    /// Returns the name of the constructor's parameter `position`.
    pub(crate) fn parameter(&self, position: usize) -> String {
        match self.parameters.get(position) {
            Some(name) => (*name).to_owned(),
            None => format!("#{}", position + 1),
        }
    }
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
            target: C::INDEX,
            edge: C::EDGE,
            location: Location::caller(),
        }
    }

    /// A dependency on the node `target`, for tests.
    #[cfg(test)]
    pub(crate) fn on(target: usize) -> Self {
        Self {
            consumer: core::any::type_name::<()>,
            parameter: "",
            key: core::any::type_name::<()>,
            target: Some(target),
            edge: Edge::Eager,
            location: Location::caller(),
        }
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

/// Prints the container, its providers, and under each what it depends on.
impl fmt::Display for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.container)?;
        for node in self.nodes {
            write!(f, "  {}: {}<{}>", node.name, node.kind, Short(node.type_name()))?;
            if !node.constructor.is_empty() {
                write!(f, " by {}", node.constructor)?;
            } else if node.kind == ProviderKind::Input {
                f.write_str(", given")?;
            }
            writeln!(f)?;
            for (position, dependency) in node.dependencies.iter().enumerate() {
                let parameter = match dependency.parameter {
                    "" => node.parameter(position),
                    name => name.to_owned(),
                };
                write!(f, "    {parameter}: {}", Short(dependency.key()))?;
                if let Some(target) = dependency.target.and_then(|at| self.nodes.get(at)) {
                    write!(f, " <- {}", target.name)?;
                }
                writeln!(f)?;
            }
        }
        Ok(())
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
        })
    }
}
