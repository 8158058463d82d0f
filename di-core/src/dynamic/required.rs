//! What has to be there, because somebody will ask for it.

use core::fmt;
use core::panic::Location;

use super::builder::function_name;
use super::draft::EntryKey;
use super::problem::{Problem, ProblemKind};
use super::{Builder, DynamicContainer};
use crate::container::{Construct, Provides};
use crate::function::{DependencyList, ProviderFn};
use crate::graph::Dependency;
use crate::key::Key;
use crate::name::Short;

/// What has to be there.
pub(super) struct Required {
    pub(super) key: Key,
    pub(super) asked_as: &'static str,
    /// Who needs it.
    pub(super) by: String,
    pub(super) location: &'static Location<'static>,
}

/// An element that has to be in a collection.
pub(super) struct RequiredEntry {
    collection: Key,
    /// How its key is shown.
    shown: String,
    is: Box<dyn Fn(&EntryKey) -> bool + Send + Sync>,
    location: &'static Location<'static>,
}

/// Those that are not there; `keys_of` tells which keys a collection has.
pub(super) fn missing_entries<'k>(
    required: &[RequiredEntry],
    keys_of: impl Fn(&Key) -> Vec<&'k EntryKey>,
) -> Vec<Problem> {
    let missing = |RequiredEntry { collection, shown, is, location }: &RequiredEntry| {
        let keys = keys_of(collection);
        if keys.iter().any(|key| is(key)) {
            return None;
        }
        let service = Short(collection.service);
        let message = format!("no provider for `Arc<{service}>` under the key `{shown}`");
        let mut problem = Problem::new(ProblemKind::Missing, message)
            .at("needed by `.requires_entry::<..>(..)`", location);
        if !keys.is_empty() {
            let keys: Vec<_> = keys.iter().map(|it| format!("`{}`", it.shown)).collect();
            problem = problem.similar(format!("there is {}", keys.join(", ")));
        }
        Some(problem.help(format!(
            "register it under this key: `.contributes_as::<_, {service}>({shown}, |it| it)`"
        )))
    };
    required.iter().filter_map(missing).collect()
}

impl Builder {
    /// Says that somebody will ask for the element of the collection of `K` that has this key:
    /// it has to be there.
    ///
    /// ```
    /// use di_core::DynamicContainer;
    ///
    /// trait Payment: Send + Sync {}
    ///
    /// let built = DynamicContainer::builder().requires_entry::<_, dyn Payment>("card").build();
    /// let error = built.expect_err("nobody has registered it").to_string();
    /// assert!(error.ends_with("no provider for `Arc<dyn Payment>` under the key `\"card\"`"));
    /// ```
    #[track_caller]
    pub fn requires_entry<N, K>(&mut self, key: N) -> &mut Self
    where
        N: Eq + fmt::Debug + Send + Sync + 'static,
        K: ?Sized + 'static,
    {
        self.required_entries.push(RequiredEntry {
            collection: Key::entries::<N, K>(),
            shown: format!("{key:?}"),
            is: Box::new(move |it| it.value.downcast_ref::<N>() == Some(&key)),
            location: Location::caller(),
        });
        self
    }

    /// Says that somebody will ask for the key `K`, such as an `Arc<dyn Mailer>`: it has to
    /// be there.
    #[track_caller]
    pub fn requires<K: 'static>(&mut self) -> &mut Self
    where
        DynamicContainer: Provides<'static, K>,
    {
        self.require::<K>("`.requires::<..>()`".to_owned(), Location::caller())
    }

    /// Says that somebody will call a function, such as a handler: what it takes has to be
    /// there.
    #[track_caller]
    pub fn requires_call<F, A>(&mut self, _: &F) -> &mut Self
    where
        F: ProviderFn<A>,
        A: DependencyList<'static, DynamicContainer>,
    {
        let location = Location::caller();
        for (position, dependency) in A::DEPENDENCIES.iter().enumerate() {
            let by = match function_name::<F>() {
                "a closure" => format!("parameter #{} of a closure", position + 1),
                name => format!("parameter #{} of `{name}`", position + 1),
            };
            self.require_one(dependency, by, location);
        }
        self
    }

    /// Says that somebody will [`make`](crate::Resolve::make) a service that is not
    /// registered: what it needs has to be there.
    #[track_caller]
    pub fn requires_make<T>(&mut self) -> &mut Self
    where
        T: Construct<'static, DynamicContainer>,
    {
        for dependency in T::DEPENDENCIES {
            let by = format!(
                "`{}.{}`",
                crate::name::Short(dependency.consumer()),
                dependency.parameter()
            );
            self.require_one(dependency, by, dependency.location());
        }
        self
    }

    fn require_one(
        &mut self,
        dependency: &Dependency,
        by: String,
        location: &'static Location<'static>,
    ) {
        if let Some(key) = dependency.wanted() {
            self.required.push(Required { key, asked_as: dependency.key(), by, location });
        }
    }

    /// Says that `by`, such as a route, asks for the key `K`. For what builds routers.
    pub fn require<K: 'static>(
        &mut self,
        by: String,
        location: &'static Location<'static>,
    ) -> &mut Self
    where
        DynamicContainer: Provides<'static, K>,
    {
        if let Some(key) = <DynamicContainer as Provides<'static, K>>::KEY {
            let asked_as = core::any::type_name::<K>();
            self.required.push(Required { key: key(), asked_as, by, location });
        }
        self
    }
}
