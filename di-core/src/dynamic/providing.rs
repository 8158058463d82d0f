//! Functions that build what they do not name.

use core::fmt;
use core::marker::PhantomData;
use core::panic::Location;
use std::sync::Arc;

use super::builder::{dependencies_of, function_name, made};
use super::by_value::MakeBoxed;
use super::draft::Draft;
use super::recipe::{Cx, Erased, Recipe, Seen};
use super::registration::{BoxedOnly, Kept, Registration};
use super::{Builder, DynamicContainer};
use crate::function::{DependencyList, IntoService, ProviderFn, call, construct};
use crate::graph::{Constructor, Dependency, Node, ProviderKind, Role};
use crate::key::Form;
use crate::lifecycle::{IntoOpening, Mode, Synchronous, opening};
use crate::provider::IntoValue;

/// What the next function builds: see [`Builder::provide`].
pub struct Providing<'b, T: ?Sized> {
    builder: &'b mut Builder,
    provides: PhantomData<fn() -> Box<T>>,
}

impl<'b, T: ?Sized + 'static> Providing<'b, T> {
    pub(super) fn new(builder: &'b mut Builder) -> Self {
        Self { builder, provides: PhantomData }
    }

    /// Registers a function that makes one each time, which is given out as a `Box<T>`.
    #[track_caller]
    pub fn factory_with<F, A>(self, function: F) -> Registration<'b, T, BoxedOnly>
    where
        F: ProviderFn<A, Output: IntoService<Box<T>>> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
    {
        let make = MakeBoxed::<T>(Box::new(move |origin, at| {
            construct::<_, _, _, _, Synchronous>(at.cx(origin), function.clone(), || {
                at.node(origin)
            })
        }));
        self.builder.register(
            made::<T>(Form::Boxed, Box::new(make), Location::caller())
                .built_by(function_name::<F>(), dependencies_of::<A>()),
        )
    }
}

impl<'b, T: ?Sized + Send + Sync + 'static> Providing<'b, T> {
    /// Registers an instance: a `T`, an `Arc<T>` or a `Box<T>`.
    #[track_caller]
    pub fn value(self, value: impl IntoValue<T>) -> Registration<'b, T, Kept> {
        let value = value.into_value();
        let given = move |_: Cx<'_>, _: &'static Node| Ok(Box::new(Arc::clone(&value)) as Erased);
        self.kept(ProviderKind::Value, Recipe::Built(Box::new(given)), Location::caller())
    }

    /// Registers a function that builds it, once.
    #[track_caller]
    pub fn singleton_with<F, A>(self, function: F) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A, Output: IntoService<Arc<T>>> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
    {
        self.built(ProviderKind::Singleton, function, Location::caller())
    }

    /// Registers a function that builds it, once in each scope.
    #[track_caller]
    pub fn scoped_with<F, A>(self, function: F) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A, Output: IntoService<Arc<T>>> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
    {
        self.built(ProviderKind::Scoped, function, Location::caller())
    }

    /// Registers an `async` function that opens it, once in each scope: it is asked for by
    /// [`resolve_async`](crate::Resolve::resolve_async).
    #[track_caller]
    pub fn scoped_async<F, A, M>(self, function: F) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A> + Clone + Send + Sync + 'static,
        F::Output: for<'c> IntoOpening<'c, T, M> + Send,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        M: Mode,
    {
        self.opened::<F, A, M>(ProviderKind::Scoped, function, Location::caller())
    }

    /// Registers a function that opens it when the container starts; it may be `async`. See
    /// [`Registration::close_with`] for who closes it.
    #[track_caller]
    pub fn resource_with<F, A, M>(self, function: F) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A> + Clone + Send + Sync + 'static,
        F::Output: for<'c> IntoOpening<'c, T, M> + Send,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        M: Mode,
    {
        self.opened::<F, A, M>(ProviderKind::Resource, function, Location::caller())
    }

    fn kept(
        self,
        kind: ProviderKind,
        recipe: Recipe,
        location: &'static Location<'static>,
    ) -> Registration<'b, T, Kept> {
        self.builder.register(Draft::new::<T>(kind, Form::Shared, recipe, Seen::Own, location))
    }

    fn built<F, A>(
        self,
        kind: ProviderKind,
        function: F,
        location: &'static Location<'static>,
    ) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A, Output: IntoService<Arc<T>>> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
    {
        let build = move |cx: Cx<'_>, node: &'static Node| {
            construct::<_, Arc<T>, _, _, Synchronous>(cx, function.clone(), || node)
                .map(|it| Box::new(it) as Erased)
        };
        let registration = self.kept(kind, Recipe::Built(Box::new(build)), location);
        registration.with_constructor(function_name::<F>(), dependencies_of::<A>())
    }

    fn opened<F, A, M>(
        self,
        kind: ProviderKind,
        function: F,
        location: &'static Location<'static>,
    ) -> Registration<'b, T, Kept>
    where
        F: ProviderFn<A> + Clone + Send + Sync + 'static,
        F::Output: for<'c> IntoOpening<'c, T, M> + Send,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        M: Mode,
    {
        let recipe = Recipe::opened(move |cx, node| {
            let returned = call(cx, function.clone(), || node);
            let opening = opening::<T, _, M>(returned, node);
            Box::pin(async move { opening.await.map(|it| Box::new(it) as Erased) })
        });
        let registration = self.kept(kind, recipe, location);
        registration
            .with(|it| it.is_async = true)
            .with_constructor(function_name::<F>(), dependencies_of::<A>())
    }
}

impl<T: ?Sized, L> Registration<'_, T, L> {
    pub(super) fn with_constructor(
        self,
        name: &'static str,
        dependencies: &'static [Dependency],
    ) -> Self {
        self.with(|it| it.constructors.push(Constructor::new(name, Role::Builds, dependencies)))
    }
}

impl<T: ?Sized> fmt::Debug for Providing<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Providing({})", core::any::type_name::<T>())
    }
}
