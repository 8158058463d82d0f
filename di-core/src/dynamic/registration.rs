//! What more can be said of something registered.
#![expect(
    clippy::return_self_not_must_use,
    clippy::must_use_candidate,
    reason = "what is said of a registration holds, whether more is said of it or not"
)]

use core::any::TypeId;
use core::fmt;
use core::hash::Hash;
use core::marker::PhantomData;
use core::mem;
use core::ops::{Deref, DerefMut};
use core::panic::Location;
use core::time::Duration;
use std::sync::Arc;

use super::builder::Builder;
use super::by_value::{ByValue, Make, MakeBoxed, MakeFn};
use super::draft::{ContributionDraft, Draft, EntryKey, Qualifier, Standing};
use super::hook::HookOf;
use super::problem::Problem;
use super::recipe::Seen;
use super::wrapping::coerce;
use crate::graph::ProviderKind;
use crate::key::{Form, Key};
use crate::lifecycle::{IntoClosing, Mode, Outcome};

/// Something registered, of which more can be said; and the builder, for what is registered
/// next.
///
/// `T` is what it provides, `L` whether it is [`Kept`] or [`Made`] anew.
pub struct Registration<'b, T: ?Sized, L> {
    builder: &'b mut Builder,
    at: usize,
    provides: PhantomData<fn(L) -> Box<T>>,
}

/// Marks what the container or a scope keeps: it is given out as `Arc<T>` and `&T`.
#[derive(Debug)]
pub struct Kept;

/// Marks what is made anew each time: it is given out as `T`, or in a `Box`.
#[derive(Debug)]
pub struct Made;

/// Marks what is made anew each time, in a `Box`.
#[derive(Debug)]
pub struct BoxedOnly;

impl<'b, T: ?Sized, L> Registration<'b, T, L> {
    pub(super) fn new(builder: &'b mut Builder, at: usize) -> Self {
        Self { builder, at, provides: PhantomData }
    }

    fn draft(&mut self) -> &mut Draft {
        &mut self.builder.drafts[self.at]
    }

    pub(super) fn with(mut self, change: impl FnOnce(&mut Draft)) -> Self {
        change(self.draft());
        self
    }

    /// Names it, for errors and for the graph.
    pub fn named(self, name: &'static str) -> Self {
        self.with(|it| it.name = name)
    }

    /// Adds a qualifier: all that it provides is asked for with it, as a
    /// [`Named<.., Q>`](crate::Named), or in a service by `#[inject(Q)]`. An input has none:
    /// it is given by its type.
    #[track_caller]
    pub fn qualified<Q: 'static>(mut self) -> Self {
        if self.draft().kind == ProviderKind::Input {
            let problem = Problem::qualified_input(self.draft(), Location::caller());
            self.builder.problems.push(problem);
        }
        self.with(|it| it.qualifier = Some(Qualifier::of::<Q>()))
    }

    /// Registers it only if the condition holds. Otherwise it is as if it was not there, but
    /// for the report of what is missing.
    pub fn when(self, condition: bool) -> Self {
        self.with(|it| it.is_enabled &= condition)
    }

    /// Lets it take the place of what is registered before under one of its keys.
    pub fn replace(self) -> Self {
        self.with(|it| it.standing = Standing::Replaces)
    }

    /// Lets any other provider of one of its keys take its place.
    pub fn fallback(self) -> Self {
        self.with(|it| it.standing = Standing::Fallback)
    }

    #[track_caller]
    fn contribute<K, N>(&mut self, view: usize, key: Option<N>)
    where
        K: ?Sized + Send + Sync + 'static,
        N: Eq + Hash + fmt::Debug + Send + Sync + 'static,
    {
        let location = Location::caller();
        let (collection, asked_as): (Key, fn() -> &'static str) = match key {
            None => (Key::elements::<K>(), core::any::type_name::<Vec<Arc<K>>>),
            Some(_) => (
                Key::entries::<N, K>(),
                core::any::type_name::<std::collections::HashMap<N, Arc<K>>>,
            ),
        };
        let key = key.map(|it| EntryKey {
            shown: format!("{it:?}"),
            value: Box::new(it),
            equals: |one, other| one.downcast_ref::<N>() == other.downcast_ref::<N>(),
        });
        self.draft().contributions.push(ContributionDraft {
            view,
            collection,
            asked_as,
            element: core::any::type_name::<Arc<K>>,
            key,
            location,
        });
    }
}

impl<T: ?Sized + Send + Sync + 'static> Registration<'_, T, Kept> {
    /// Provides it as a `K`, too: `.provides::<dyn Mailer>(|it| it)`.
    #[track_caller]
    pub fn provides<K>(mut self, as_trait: fn(Arc<T>) -> Arc<K>) -> Self
    where
        K: ?Sized + Send + Sync + 'static,
    {
        if TypeId::of::<T>() == TypeId::of::<K>() {
            let problem = Problem::provided_as_itself(self.draft(), Location::caller());
            self.builder.problems.push(problem);
        }
        self.with(|it| {
            let view = it.view::<K>(Form::Shared, || Seen::As(coerce(as_trait)));
            it.is_bound[view] = true;
        })
    }

    /// Puts it into the collection of `K`, which is asked for as a `Vec<Arc<K>>` or a
    /// `Vec<&K>`: `.contributes::<dyn Check>(|it| it)`.
    #[track_caller]
    pub fn contributes<K>(mut self, as_trait: fn(Arc<T>) -> Arc<K>) -> Self
    where
        K: ?Sized + Send + Sync + 'static,
    {
        let view = self.draft().view::<K>(Form::Shared, || Seen::As(coerce(as_trait)));
        self.contribute::<K, ()>(view, None);
        self
    }

    /// Puts it under a key into the collection of `K`, which is asked for as a
    /// `BTreeMap<N, Arc<K>>` or a `HashMap`, or by
    /// [`resolve_entry`](crate::DynamicContainer::resolve_entry).
    #[track_caller]
    pub fn contributes_as<N, K>(mut self, key: N, as_trait: fn(Arc<T>) -> Arc<K>) -> Self
    where
        K: ?Sized + Send + Sync + 'static,
        N: Eq + Hash + fmt::Debug + Send + Sync + 'static,
    {
        let view = self.draft().view::<K>(Form::Shared, || Seen::As(coerce(as_trait)));
        self.contribute::<K, N>(view, Some(key));
        self
    }

    /// Builds the singleton when the container starts.
    #[track_caller]
    pub fn eager(mut self) -> Self {
        self.refuse_unless(
            &[ProviderKind::Singleton],
            "eager()",
            "a singleton",
            Location::caller(),
        );
        self.with(|it| it.is_eager = true)
    }

    /// Calls a function with the singleton when the container starts. It may be `async`, and
    /// it may fail.
    #[track_caller]
    pub fn start_with<F, R, M>(mut self, function: F) -> Self
    where
        F: Fn(Arc<T>) -> R + Send + Sync + 'static,
        R: IntoClosing<'static, M> + Send,
        M: Mode,
    {
        let location = Location::caller();
        self.refuse_unless(&[ProviderKind::Singleton], "start_with(..)", "a singleton", location);
        let hook = HookOf::new::<T, F, _, R, M>(move |it, _| function(it));
        self.with(|it| it.hooks.start = Some(hook))
    }

    /// Calls a function with the singleton when the container is shut down. It may be
    /// `async`, and it may fail.
    #[track_caller]
    pub fn stop_with<F, R, M>(mut self, function: F) -> Self
    where
        F: Fn(Arc<T>) -> R + Send + Sync + 'static,
        R: IntoClosing<'static, M> + Send,
        M: Mode,
    {
        let location = Location::caller();
        self.refuse_unless(&[ProviderKind::Singleton], "stop_with(..)", "a singleton", location);
        let hook = HookOf::new::<T, F, _, R, M>(move |it, _| function(it));
        self.with(|it| it.hooks.stop = Some(hook))
    }

    /// Closes the resource with a function when the container is shut down, and what is
    /// scoped when its scope is closed. The function is told how it ended. It may be `async`,
    /// and it may fail.
    #[track_caller]
    pub fn close_with<F, R, M>(mut self, function: F) -> Self
    where
        F: Fn(Arc<T>, Outcome) -> R + Send + Sync + 'static,
        R: IntoClosing<'static, M> + Send,
        M: Mode,
    {
        let kinds = [ProviderKind::Resource, ProviderKind::Scoped];
        let location = Location::caller();
        self.refuse_unless(
            &kinds,
            "close_with(..)",
            "a resource or a scoped service; a singleton has `.stop_with(..)`",
            location,
        );
        let hook = HookOf::new::<T, F, _, R, M>(function);
        self.with(|it| it.hooks.close = Some(hook))
    }

    /// Says how long the closing of the resource, or the stopping of the singleton, may take
    /// when the container is shut down within limits.
    #[track_caller]
    pub fn close_within(mut self, limit: Duration) -> Self {
        let kinds = [ProviderKind::Resource, ProviderKind::Singleton];
        let of = "a resource or a singleton";
        self.refuse_unless(&kinds, "close_within(..)", of, Location::caller());
        self.with(|it| it.hooks.close_within = Some(limit))
    }

    fn refuse_unless(
        &mut self,
        kinds: &[ProviderKind],
        method: &str,
        of: &str,
        location: &'static Location<'static>,
    ) {
        let draft = self.draft();
        if !kinds.contains(&draft.kind) {
            let problem = Problem::misplaced(draft, method, of, location);
            self.builder.problems.push(problem);
        }
    }
}

impl<T: for<'c> ByValue<Borrowing<'c> = T>> Registration<'_, T, Made> {
    /// Provides it as a `K`, too, in a `Box` or an `Arc`: `.provides::<dyn Mailer>(|it| it)`.
    pub fn provides<K: ?Sized + 'static>(self, as_trait: fn(Box<T>) -> Box<K>) -> Self {
        self.with(|it| {
            let view = it.boxed_view(as_trait);
            it.is_bound[view] = true;
        })
    }

    /// Puts a new one into the collection of `K` each time that this is asked for.
    #[track_caller]
    pub fn contributes<K>(mut self, as_trait: fn(Box<T>) -> Box<K>) -> Self
    where
        K: ?Sized + Send + Sync + 'static,
    {
        let view = self.draft().boxed_view(as_trait);
        self.contribute::<K, ()>(view, None);
        self
    }

    /// Puts a new one under a key into the collection of `K` each time that this is asked
    /// for.
    #[track_caller]
    pub fn contributes_as<N, K>(mut self, key: N, as_trait: fn(Box<T>) -> Box<K>) -> Self
    where
        K: ?Sized + Send + Sync + 'static,
        N: Eq + Hash + fmt::Debug + Send + Sync + 'static,
    {
        let view = self.draft().boxed_view(as_trait);
        self.contribute::<K, N>(view, Some(key));
        self
    }
}

impl Draft {
    /// The view of what is made as a `Box<K>`.
    fn boxed_view<T, K>(&mut self, as_trait: fn(Box<T>) -> Box<K>) -> usize
    where
        T: for<'c> ByValue<Borrowing<'c> = T>,
        K: ?Sized + 'static,
    {
        let make = match mem::replace(&mut self.views[0].of, Seen::Own) {
            Seen::Making(make) => make.downcast::<Make<T>>().ok(),
            _ => None,
        };
        let Some(make) = make else { unreachable!("what is made has a view that makes it") };
        // Both views make it; that as itself is asked for more often.
        let make: Arc<MakeFn<T>> = Arc::from(make.0);
        let own = Arc::clone(&make);
        self.views[0].of = Seen::Making(Box::new(Make::<T>(Box::new(move |it, at| own(it, at)))));
        self.view::<K>(Form::Boxed, || {
            Seen::Making(Box::new(MakeBoxed::<K>(Box::new(move |origin, at| {
                make(origin, at).map(|it| as_trait(Box::new(it)))
            }))))
        })
    }
}

impl<T: ?Sized, L> Deref for Registration<'_, T, L> {
    type Target = Builder;

    fn deref(&self) -> &Builder {
        self.builder
    }
}

impl<T: ?Sized, L> DerefMut for Registration<'_, T, L> {
    fn deref_mut(&mut self) -> &mut Builder {
        self.builder
    }
}

impl<T: ?Sized, L> fmt::Debug for Registration<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Registration({})", self.builder.drafts[self.at].name)
    }
}
