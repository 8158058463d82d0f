//! Registering providers.

use core::panic::Location;
use std::sync::Arc;

use super::DynamicContainer;
use super::by_value::{ByValue, Make};
use super::discover::Expected;
use super::draft::{Draft, short};
use super::hook::HookOf;
use super::overriding::Override;
use super::problem::Problem;
use super::providing::Providing;
use super::recipe::{Cx, Erased, Recipe, Seen};
use super::registration::{Kept, Made, Registration};
use super::required::{Required, RequiredEntry};
use super::wrapping::{Alias, CollectionDraft, Decoration};
use crate::container::Construct;
use crate::function::{DependencyList, ProviderFn, call};
use crate::graph::{Dependency, Node, ProviderKind};
use crate::key::Form;
use crate::lifecycle::Open;
use crate::name::Short;

/// Collects providers; [`build`](Self::build) checks the wiring and makes the container.
///
/// Each method registers one thing, and returns what says more about it; so they can be
/// written one after the other, or in a chain. See [`DynamicContainer`].
#[derive(Default)]
pub struct Builder {
    pub(super) drafts: Vec<Draft>,
    pub(super) aliases: Vec<Alias>,
    pub(super) decorations: Vec<Decoration>,
    pub(super) overrides: Vec<Override>,
    pub(super) collections: Vec<CollectionDraft>,
    pub(super) required: Vec<Required>,
    pub(super) required_entries: Vec<RequiredEntry>,
    pub(super) expected: Vec<Expected>,
    /// The module that registers at this moment.
    pub(super) origin: Option<&'static str>,
    /// What was wrong already when it was registered.
    pub(super) problems: Vec<Problem>,
}

impl Builder {
    pub(super) fn register<T: ?Sized, L>(&mut self, mut draft: Draft) -> Registration<'_, T, L> {
        draft.origin = self.origin;
        self.drafts.push(draft);
        let at = self.drafts.len() - 1;
        Registration::new(self, at)
    }

    /// Registers an instance. If it is behind a pointer, or seen as a trait, say what it is:
    /// [`provide`](Self::provide).
    #[track_caller]
    pub fn value<T: Send + Sync + 'static>(&mut self, value: T) -> Registration<'_, T, Kept> {
        self.refuse_pointer::<T>(Location::caller());
        self.provide().value(value)
    }

    /// Registers what each scope is given when it is opened, by
    /// [`scope_with`](DynamicContainer::scope_with).
    #[track_caller]
    pub fn input<T: Send + Sync + 'static>(&mut self) -> Registration<'_, T, Kept> {
        self.register(Draft::new::<T>(
            ProviderKind::Input,
            Form::Shared,
            Recipe::Input,
            Seen::Own,
            Location::caller(),
        ))
    }

    /// Registers a service of which there is one.
    #[track_caller]
    pub fn singleton<T>(&mut self) -> Registration<'_, T, Kept>
    where
        T: for<'c> Construct<'c, DynamicContainer> + Send + Sync + 'static,
    {
        self.register(constructed::<T>(ProviderKind::Singleton, Location::caller()))
    }

    /// Registers a service of which each scope has one.
    #[track_caller]
    pub fn scoped<T>(&mut self) -> Registration<'_, T, Kept>
    where
        T: for<'c> Construct<'c, DynamicContainer> + Send + Sync + 'static,
    {
        self.register(constructed::<T>(ProviderKind::Scoped, Location::caller()))
    }

    /// Registers a service that is made anew each time. What borrows from the container is
    /// written with `'static` in the place of its lifetime.
    #[track_caller]
    pub fn factory<T>(&mut self) -> Registration<'_, T, Made>
    where
        T: ByValue,
        for<'c> T::Borrowing<'c>: Construct<'c, DynamicContainer>,
    {
        let make = Make::<T>(Box::new(|origin, at| {
            <T::Borrowing<'_> as Construct<'_, _>>::construct(at.cx(origin))
        }));
        self.register(
            made::<T>(Form::Owned, Box::new(make), Location::caller())
                .built_by("", <T::Borrowing<'static> as Construct<'static, _>>::DEPENDENCIES),
        )
    }

    /// Registers what knows how it is opened and closed, and is open from the container's
    /// start to its shutdown.
    #[track_caller]
    pub fn resource<T: Open>(&mut self) -> Registration<'_, T, Kept>
    where
        for<'c> T::Needs<'c>: DependencyList<'c, DynamicContainer> + Send,
    {
        let recipe = Recipe::opened(|cx, node| {
            let opening = crate::lifecycle::open_it::<DynamicContainer, T>(cx, node);
            Box::pin(async move { opening.await.map(|it| Box::new(it) as Erased) })
        });
        let (kind, location) = (ProviderKind::Resource, Location::caller());
        let draft = Draft::new::<T>(kind, Form::Shared, recipe, Seen::Own, location);
        let dependencies =
            <T::Needs<'static> as DependencyList<'static, DynamicContainer>>::DEPENDENCIES;
        let mut draft = draft.built_by("", dependencies);
        draft.hooks.close = Some(HookOf::closing_itself::<T>());
        self.register(draft)
    }

    /// Registers what a function builds, once. The function's parameters are its
    /// dependencies: keys to keep, such as `Arc<Config>`. If it may fail, or returns a
    /// pointer, say what it builds: [`provide`](Self::provide).
    #[track_caller]
    pub fn singleton_with<F, A, T>(&mut self, function: F) -> Registration<'_, T, Kept>
    where
        F: ProviderFn<A, Output = T> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        T: Send + Sync + 'static,
    {
        self.refuse_wrapped::<T, F>("singleton_with", Location::caller());
        self.provide().singleton_with(function)
    }

    /// Registers what a function builds, once in each scope.
    #[track_caller]
    pub fn scoped_with<F, A, T>(&mut self, function: F) -> Registration<'_, T, Kept>
    where
        F: ProviderFn<A, Output = T> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        T: Send + Sync + 'static,
    {
        self.refuse_wrapped::<T, F>("scoped_with", Location::caller());
        self.provide().scoped_with(function)
    }

    /// Registers what a function makes each time.
    #[track_caller]
    pub fn factory_with<F, A, T>(&mut self, function: F) -> Registration<'_, T, Made>
    where
        F: ProviderFn<A, Output = T> + Clone + Send + Sync + 'static,
        A: for<'c> DependencyList<'c, DynamicContainer> + 'static,
        T: for<'c> ByValue<Borrowing<'c> = T>,
    {
        self.refuse_wrapped::<T, F>("factory_with", Location::caller());
        let make = Make::<T>(Box::new(move |origin, at| {
            call(at.cx(origin), function.clone(), || at.node(origin))
        }));
        self.register(
            made::<T>(Form::Owned, Box::new(make), Location::caller())
                .built_by(function_name::<F>(), dependencies_of::<A>()),
        )
    }

    /// Refuses an instance of which it has to be said what it is.
    fn refuse_pointer<T>(&mut self, location: &'static Location<'static>) {
        let given = core::any::type_name::<T>();
        if ["alloc::sync::Arc<", "alloc::boxed::Box<"].iter().any(|it| given.starts_with(it)) {
            let message = format!(
                "`{}` would be registered, and not what is in it",
                crate::name::Short(given)
            );
            let problem = Problem::new(super::problem::ProblemKind::Wrapped, message)
                .at("registered", location)
                .help("say what is in it: `.provide::<..>().value(..)`");
            self.problems.push(problem);
        }
    }

    /// Refuses a function of which it has to be said what it builds.
    fn refuse_wrapped<T, F>(&mut self, method: &str, location: &'static Location<'static>) {
        let returned = core::any::type_name::<T>();
        if returned.ends_with("{{closure}}") {
            let function = function_name::<F>();
            let message =
                format!("`{function}` is `async`, and what it returns at once would be registered");
            let problem = Problem::new(super::problem::ProblemKind::Wrapped, message);
            let help = "open it when the container starts, `.provide::<..>().resource_with(..)`, or \
                        in each scope, `.provide::<..>().scoped_async(..)`";
            self.problems.push(problem.at("registered", location).help(help));
        } else if unwrapped(returned) != returned {
            let (built, returned) = (Short(unwrapped(returned)), Short(returned));
            let (function, given) = match function_name::<F>() {
                "a closure" => ("a closure".to_owned(), "..".to_owned()),
                name => (format!("`{name}`"), name.to_owned()),
            };
            let message = format!(
                "{function} returns `{returned}`, and this would be registered, not what is in it"
            );
            let help = format!("say what it builds: `.provide::<{built}>().{method}({given})`");
            let problem = Problem::new(super::problem::ProblemKind::Wrapped, message);
            self.problems.push(problem.at("registered", location).help(help));
        }
    }

    /// Says what the next function builds, or as what the next value is seen: a type, or a
    /// trait. A function may then return a `T`, an `Arc<T>`, a `Box<T>`, or a `Result` of one
    /// of them.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// struct Port(u16);
    ///
    /// fn port() -> Result<Port, std::num::ParseIntError> {
    ///     "8080".parse().map(Port)
    /// }
    ///
    /// let app = DynamicContainer::builder().provide::<Port>().singleton_with(port).build()?;
    /// assert_eq!(app.resolve::<&Port>()?.0, 8080);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn provide<T: ?Sized + 'static>(&mut self) -> Providing<'_, T> {
        Providing::new(self)
    }
}

/// The name of the type that is in a `Result`, an `Arc` or a `Box`.
fn unwrapped(name: &'static str) -> &'static str {
    let wrappers = ["core::result::Result<", "alloc::sync::Arc<", "alloc::boxed::Box<"];
    let Some(inside) = wrappers.iter().find_map(|it| name.strip_prefix(it)) else { return name };
    let mut depth = 0_usize;
    let end = inside.find(|c| {
        match c {
            '<' | '(' | '[' => depth += 1,
            ',' | '>' if depth == 0 => return true,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        false
    });
    unwrapped(&inside[..end.unwrap_or(inside.len())])
}

/// What is built by itself.
fn constructed<T>(kind: ProviderKind, location: &'static Location<'static>) -> Draft
where
    T: for<'c> Construct<'c, DynamicContainer> + Send + Sync + 'static,
{
    let build =
        |cx: Cx<'_>, _: &'static Node| T::construct(cx).map(|it| Box::new(Arc::new(it)) as Erased);
    Draft::new::<T>(kind, Form::Shared, Recipe::Built(Box::new(build)), Seen::Own, location)
        .built_by("", <T as Construct<'static, DynamicContainer>>::DEPENDENCIES)
}

/// What is made each time.
pub(super) fn made<T: ?Sized + 'static>(
    form: Form,
    make: Erased,
    location: &'static Location<'static>,
) -> Draft {
    Draft::new::<T>(ProviderKind::Factory, form, Recipe::Made, Seen::Making(make), location)
}

pub(super) fn dependencies_of<A>() -> &'static [Dependency]
where
    A: DependencyList<'static, DynamicContainer>,
{
    A::DEPENDENCIES
}

pub(super) fn function_name<F>() -> &'static str {
    short(core::any::type_name::<F>())
}

impl core::fmt::Debug for Builder {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Builder({} providers)", self.drafts.len())
    }
}
