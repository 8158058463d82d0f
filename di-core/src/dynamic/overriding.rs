//! What tests put in the place of what is registered.
#![expect(
    clippy::return_self_not_must_use,
    clippy::must_use_candidate,
    reason = "what is said of a registration holds, whether more is said of it or not"
)]

use core::any::type_name;
use core::fmt;
use core::ops::{Deref, DerefMut};
use core::panic::Location;
use std::sync::Arc;

use super::Builder;
use super::by_value::{ByValue, Make, MakeBoxed};
use super::draft::Qualifier;
use super::recipe::{Build, Cx, Erased, Seen};
use crate::error::Error;
use crate::function::IntoService;
use crate::graph::Node;
use crate::key::Key;

/// One override.
pub(super) struct Override {
    pub(super) key: Key,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) with: Seen,
    pub(super) location: &'static Location<'static>,
}

impl Override {
    pub(super) fn shared<K: ?Sized + 'static>(
        build: Box<Build>,
        location: &'static Location<'static>,
    ) -> Self {
        Self { key: Key::shared::<K>(), qualifier: None, with: Seen::Override(build), location }
    }

    pub(super) fn owned<K: 'static>(make: Erased, location: &'static Location<'static>) -> Self {
        Self { key: Key::owned::<K>(), qualifier: None, with: Seen::Making(make), location }
    }

    pub(super) fn boxed<K: ?Sized + 'static>(
        make: Erased,
        location: &'static Location<'static>,
    ) -> Self {
        Self { key: Key::boxed::<K>(), qualifier: None, with: Seen::Making(make), location }
    }
}

impl Builder {
    /// Puts an instance in the place of what is registered under the key `K`, for a test: a
    /// trait, or a type. What is replaced, and what only it needs, is neither checked nor
    /// built. Its other keys, aliases and places in collections are gone: override those, too, if
    /// somebody asks for them.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// trait Clock: Send + Sync { fn hour(&self) -> u32; }
    ///
    /// #[derive(Injectable)]
    /// struct SystemClock { zone: Arc<String> }
    /// impl Clock for SystemClock { fn hour(&self) -> u32 { 23 } }
    ///
    /// struct Noon;
    /// impl Clock for Noon { fn hour(&self) -> u32 { 12 } }
    ///
    /// let mut app = DynamicContainer::builder();
    /// app.singleton::<SystemClock>().provides::<dyn Clock>(|it| it);
    /// app.override_with::<dyn Clock>(Arc::new(Noon));
    /// let clock: Arc<dyn Clock> = app.build()?.resolve()?;
    /// assert_eq!(clock.hour(), 12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn override_with<K>(&mut self, instance: Arc<K>) -> Overriding<'_>
    where
        K: ?Sized + Send + Sync + 'static,
    {
        let build = move |_: Cx<'_>, _| Ok(Box::new(Arc::clone(&instance)) as Erased);
        Overriding::new(self, Override::shared::<K>(Box::new(build), Location::caller()))
    }

    /// Puts a function in the place of what builds the singleton, or the scoped service, that
    /// is registered under the key `K`.
    #[track_caller]
    pub fn override_with_fn<K, R>(
        &mut self,
        constructor: impl Fn() -> R + Send + Sync + 'static,
    ) -> Overriding<'_>
    where
        K: ?Sized + Send + Sync + 'static,
        R: IntoService<Arc<K>>,
    {
        let build = move |_: Cx<'_>, node: &'static Node| match constructor().into_service() {
            Ok(instance) => Ok(Box::new(instance) as Erased),
            Err(source) => Err(Error::constructor(node, source)),
        };
        Overriding::new(self, Override::shared::<K>(Box::new(build), Location::caller()))
    }

    /// Puts a function in the place of the factory that is registered for a `K`.
    #[track_caller]
    pub fn override_factory_with<K, R>(
        &mut self,
        constructor: impl Fn() -> R + Send + Sync + 'static,
    ) -> Overriding<'_>
    where
        K: for<'c> ByValue<Borrowing<'c> = K>,
        R: IntoService<K>,
    {
        let make = Make::<K>(Box::new(move |origin, at| match constructor().into_service() {
            Ok(service) => Ok(service),
            Err(source) => Err(Error::constructor(at.node(origin), source)),
        }));
        Overriding::new(self, Override::owned::<K>(Box::new(make), Location::caller()))
    }

    /// Puts a function in the place of the factory that is registered for a `Box<K>`.
    #[track_caller]
    pub fn override_boxed_with<K, R>(
        &mut self,
        constructor: impl Fn() -> R + Send + Sync + 'static,
    ) -> Overriding<'_>
    where
        K: ?Sized + 'static,
        R: IntoService<Box<K>>,
    {
        let make = MakeBoxed::<K>(Box::new(move |origin, at| match constructor().into_service() {
            Ok(service) => Ok(service),
            Err(source) => Err(Error::constructor(at.node(origin), source)),
        }));
        Overriding::new(self, Override::boxed::<K>(Box::new(make), Location::caller()))
    }
}

/// An override, of which more can be said; and the builder, for what comes next.
pub struct Overriding<'b> {
    builder: &'b mut Builder,
}

impl<'b> Overriding<'b> {
    pub(super) fn new(builder: &'b mut Builder, it: Override) -> Self {
        builder.overrides.push(it);
        Self { builder }
    }

    /// Overrides what is registered with the qualifier `Q`.
    pub fn qualified<Q: 'static>(self) -> Self {
        if let Some(it) = self.builder.overrides.last_mut() {
            it.qualifier = Some(Qualifier::of::<Q>());
            it.key = it.key.qualified::<Q>();
        }
        self
    }
}

impl Deref for Overriding<'_> {
    type Target = Builder;

    fn deref(&self) -> &Builder {
        self.builder
    }
}

impl DerefMut for Overriding<'_> {
    fn deref_mut(&mut self) -> &mut Builder {
        self.builder
    }
}

impl fmt::Debug for Overriding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<Self>())
    }
}
