//! The traits that carry everything.

use core::future::ready;
use core::panic::Location;

use crate::context::{Context, OpenScope};
use crate::error::Error;
use crate::graph::{Dependency, Edge, Graph};
use crate::home::Home;
use crate::key::Key;
use crate::lifecycle::{Limits, ShuttingDown, Step, Targets, Timer, Tracking};

/// A set of providers. Derived: `#[derive(Container)]`.
///
/// To ask a container for something, see [`Resolve`](crate::Resolve).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a container",
    label = "not a container",
    note = "help: put `#[derive(Container)]` on the struct that lists your providers"
)]
pub trait Container: Sized + 'static {
    /// The wiring: all providers and what each depends on.
    const GRAPH: Graph;

    /// Returns the wiring: what [`GRAPH`](Self::GRAPH) is, unless it is only known when the
    /// container is built, as that of a [`DynamicContainer`](crate::DynamicContainer).
    #[must_use]
    #[inline]
    fn graph(&self) -> &'static Graph {
        const { &Self::GRAPH }
    }

    /// The wiring, in which what a test has overridden needs nothing, where that decides what
    /// is well-formed.
    #[doc(hidden)]
    fn graph_in_effect(&self) -> &'static Graph {
        self.graph()
    }

    /// What leads from a constructor to the providers that it needs, where the compiler does
    /// not know them.
    #[doc(hidden)]
    type Link: Link<Self>;

    /// What one scope builds and holds.
    #[doc(hidden)]
    type Slots: 'static;

    /// Where a scope on the stack holds it.
    #[doc(hidden)]
    type State: OpenScope<Self>;

    /// Drops what a scope has built, in reverse order.
    #[doc(hidden)]
    #[inline]
    fn release(_: &mut Self::Slots) {}

    /// Whether it starts and shuts down.
    #[doc(hidden)]
    const STARTS: bool = false;

    /// What a scope keeps of what it has opened.
    #[doc(hidden)]
    type Tracking: Tracking;

    /// Whether a test has overridden the provider at a position of the graph.
    #[doc(hidden)]
    fn is_overridden(&self, _: usize) -> bool {
        false
    }

    /// Opens the scoped provider at a position of the graph; nothing if it needs no opening.
    #[doc(hidden)]
    #[must_use]
    fn open_in_scope(_: Context<'_, Self>, _: usize) -> Option<Step<'_>> {
        None
    }

    /// Opens what has to be open in this scope before something can be resolved.
    #[doc(hidden)]
    #[must_use]
    fn open_before(_: Context<'_, Self>, _: Targets) -> Step<'_> {
        Box::pin(ready(Ok(())))
    }

    /// Finds the provider of a key that only the running program knows.
    #[doc(hidden)]
    #[must_use]
    fn find(_: Context<'_, Self>, _: fn() -> Key) -> Option<usize> {
        None
    }

    /// Whether the provider at a position of the graph can only be asked in a scope, if only
    /// the running program knows.
    #[doc(hidden)]
    #[must_use]
    fn needs_scope(&self, _: usize) -> bool {
        false
    }

    /// Whether it was shut down.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    fn is_closed(&self) -> bool {
        self.home().is_some_and(Home::is_closed)
    }

    /// Shuts it down, as its own `shutdown_within` does, for who knows no more of it than that
    /// it is a container; one with nothing to close has no such method.
    #[doc(hidden)]
    fn end_within<'close>(
        &'close self,
        _: Limits,
        _: impl Timer + Send + 'close,
    ) -> ShuttingDown<'close> {
        Box::pin(ready(Ok(())))
    }

    /// Notes that it was shut down.
    #[doc(hidden)]
    fn note_closed(&self) {
        if let Some(home) = self.home() {
            home.note_closed();
        }
    }

    /// Where it is once it is shared; nothing if it has no provider of its own.
    #[doc(hidden)]
    fn home(&self) -> Option<&Home> {
        None
    }
}

/// Leads from a constructor to the providers that it needs.
#[doc(hidden)]
pub trait Link<C>: Copy + Default + Send + Sync + Unpin + 'static {
    /// The link of the dependency at this position.
    #[must_use]
    fn at(self, container: &C, position: usize) -> Self;
}

/// Of a container that the compiler knows.
impl<C> Link<C> for () {
    #[inline]
    fn at(self, _: &C, _: usize) -> Self {}
}

/// A container that threads can share: every one that the derive accepts.
///
/// Code that is generic over containers and sends them to other threads asks for
/// this one.
pub trait SharedContainer: Container<Slots: Send + Sync> + Send + Sync {}

impl<C> SharedContainer for C where C: Container<Slots: Send + Sync> + Send + Sync {}

/// A container that provides the key `T` to those who borrow it for `'c`.
///
/// A `Value<T>`, `Singleton<T>` or `Scoped<T>` provides `Arc<T>` and `&'c T`; a
/// `Factory<T>` provides `T`, or `Box<T>` and `Arc<T>` if `T` is a `dyn Trait`.
/// The derive of the container implements this trait for each.
///
/// `&'c dyn Trait` is what it always is, `&'c (dyn Trait + 'c)`. Behind an alias,
/// `type DynTrait = dyn Trait`, it would be `+ 'static`, which nothing provides to
/// borrow: write the trait itself, or keep an `Arc`.
///
/// A function that needs something of any container says so in its bounds:
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// # #[derive(Injectable)]
/// struct Clock;
///
/// fn clock_of<C>(container: &C) -> Result<Arc<Clock>, di_core::Error>
/// where
///     C: for<'c> Provides<'c, Arc<Clock>>,
/// {
///     container.resolve()
/// }
///
/// #[derive(Container)]
/// struct App { clock: Singleton<Clock> }
///
/// assert!(clock_of(&App::new()).is_ok());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not provide `{T}`",
    label = "`{T}` is needed here, but `{Self}` has no provider for it",
    note = "help: give `{Self}` a field for it, or ask as a field below provides it: a `Value<T>`, `Singleton<T>` or `Scoped<T>` provides `Arc<T>` and `&T`, a `Factory<T>` provides `T`; what has a qualifier `Q` is asked for with it, `#[inject(Q)]`",
    note = "help: if it is a trait of a service below, write `as dyn Trait` in its `#[provide(..)]`; if another container has it, `#[import(..)]` it; if it is no service, write `#[inject(default)]` or `#[inject(with = ..)]` on the field that asks"
)]
pub trait Provides<'c, T>: Container {
    /// The position of the provider in [`Graph::nodes`]; nothing if only the running program
    /// knows.
    const INDEX: Option<usize> = None;

    /// When a dependency on this key is resolved.
    const EDGE: Edge = Edge::Eager;

    /// What is asked for, if the position is only known to the running program.
    #[doc(hidden)]
    const KEY: Option<fn() -> Key> = None;

    /// Returns the instance, building it first if need be.
    ///
    /// # Errors
    ///
    /// If a constructor fails, or something scoped is asked for without a scope.
    fn provide(cx: Context<'c, Self>) -> Result<T, Error>;
}

/// A service that the container `C`, borrowed for `'c`, can build.
///
/// Derived: `#[derive(Injectable)]`. The container needs to provide each field;
/// `'c` is to the container what serde's `'de` is to the input.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not injectable",
    label = "the container does not know how to build `{Self}`",
    note = "help: put `#[derive(Injectable)]` on it, or name a function that returns one: `#[provide(with = some_function)]`; if it is given, not built, make it a `Value`, or an `#[provide(input)]` of a scope",
    note = "help: if it has fields that are `#[inject(assisted)]`, provide what makes it: `Factory<Maker<{Self}, ..>>`"
)]
pub trait Construct<'c, C: Container>: Sized {
    /// What the constructor asks for.
    const DEPENDENCIES: &'static [Dependency];

    /// Builds the service.
    ///
    /// # Errors
    ///
    /// If a dependency cannot be resolved.
    fn construct(cx: Context<'c, C>) -> Result<Self, Error>;
}

/// A service that the container `C`, borrowed for `'c`, can build when it is given
/// `Arguments`: the type of one field, or the tuple of several.
///
/// Derived, `#[derive(Injectable)]`, for a service with fields that are
/// `#[inject(assisted)]`: a [`Maker`](crate::Maker) gives them what its caller gives,
/// a decorator, `#[provide(decorate = ..)]`, what it decorates.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not built from `{Arguments}`",
    label = "its `#[inject(assisted)]` fields are not of this type",
    note = "help: put `#[derive(Injectable)]` on it, and mark what is given: a `Maker<T, A>` makes a `T` with one field `#[inject(assisted)]`, of the type `A`; a `Maker<T, (A, B)>` one with two, in this order; a decorator has one, for what it decorates: an `Arc<dyn Trait>`, in a `Factory` a `Box<dyn Trait>`"
)]
pub trait ConstructWith<'c, C: Container, Arguments>: Sized {
    /// What the constructor asks the container for.
    const DEPENDENCIES: &'static [Dependency];

    /// The same, resolved at each call of a maker.
    #[doc(hidden)]
    const AT_EACH_CALL: &'static [Dependency];

    /// Where the service is written.
    #[doc(hidden)]
    const LOCATION: &'static Location<'static>;

    /// Builds the service: resolves its dependencies, and then takes the arguments. So
    /// what a decorator decorates is younger than what the decorator depends on.
    ///
    /// # Errors
    ///
    /// If a dependency cannot be resolved, or there are no arguments.
    fn construct_with(
        cx: Context<'c, C>,
        arguments: impl FnOnce() -> Result<Arguments, Error>,
    ) -> Result<Self, Error>;
}
