//! The wiring as data: what a container provides, and what each needs.

mod constructor;
mod dependency;
mod display;
mod intern;
mod node;

pub use constructor::{Constructor, Role};
pub use dependency::{Dependency, Edge};
pub(crate) use intern::{NodeDraft, intern, kept, short_name};
pub use node::{Node, ProviderKind};

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
