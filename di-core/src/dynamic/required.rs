//! What has to be there, because somebody will ask for it.

use core::panic::Location;

use super::builder::function_name;
use super::{Builder, DynamicContainer};
use crate::container::{Construct, Provides};
use crate::function::{DependencyList, ProviderFn};
use crate::graph::Dependency;
use crate::key::Key;

/// What has to be there.
pub(super) struct Required {
    pub(super) key: Key,
    pub(super) asked_as: &'static str,
    /// Who needs it.
    pub(super) by: String,
    pub(super) location: &'static Location<'static>,
}

impl Builder {
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
