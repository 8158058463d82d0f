//! Other keys, decorators and collections.

use core::panic::Location;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::{Qualifier, short};
use super::recipe::{Coerce, Cx, Decorate, Erased, Seen, View, cast};
use super::{Builder, DynamicContainer};
use crate::container::ConstructWith;
use crate::error::Error;
use crate::graph::Dependency;
use crate::key::{Form, Key};
use crate::name::TypeName;

/// Another key for what is registered.
pub(super) struct Alias {
    pub(super) of: Key,
    pub(super) coerce: Arc<Coerce>,
    pub(super) view: fn(Form, Seen) -> View,
    pub(super) location: &'static Location<'static>,
    pub(super) name: &'static str,
}

/// What wraps something that is registered.
pub(super) struct Decoration {
    pub(super) of: Key,
    pub(super) qualifier: Option<Qualifier>,
    pub(super) decorate: Box<Decorate>,
    pub(super) name: &'static str,
    pub(super) dependencies: &'static [Dependency],
    pub(super) location: &'static Location<'static>,
}

/// A collection that may be empty.
#[derive(Clone, Copy)]
pub(super) struct CollectionDraft {
    pub(super) key: Key,
    pub(super) asked_as: TypeName,
    pub(super) location: &'static Location<'static>,
}

impl Builder {
    /// Provides what is registered as a `T` as a `K`, too, whoever registers it. What
    /// decorates the `T` does not decorate the `K`.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// trait Clock: Send + Sync {}
    ///
    /// #[derive(Injectable)]
    /// struct SystemClock;
    /// impl Clock for SystemClock {}
    ///
    /// let app = DynamicContainer::builder()
    ///     .singleton::<SystemClock>()
    ///     .alias::<SystemClock, dyn Clock>(|it| it)
    ///     .build()?;
    /// let clock: Arc<dyn Clock> = app.resolve()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn alias<T, K>(&mut self, as_trait: fn(Arc<T>) -> Arc<K>) -> &mut Self
    where
        T: ?Sized + Send + Sync + 'static,
        K: ?Sized + Send + Sync + 'static,
    {
        self.aliases.push(Alias {
            of: Key::shared::<T>(),
            coerce: coerce(as_trait),
            view: View::new::<K>,
            location: Location::caller(),
            name: core::any::type_name::<K>(),
        });
        self
    }

    /// Wraps what is provided as a `K` into a `D`, which is given it as the field that is
    /// `#[inject(assisted)]`. Of several, the last one is the outermost. What is made anew each
    /// time, or opened in each scope, has no decorators.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use di_core::prelude::*;
    /// use di_core::DynamicContainer;
    ///
    /// trait Greeting: Send + Sync { fn text(&self) -> String; }
    ///
    /// #[derive(Injectable)]
    /// struct Hello;
    /// impl Greeting for Hello { fn text(&self) -> String { "hello".into() } }
    ///
    /// #[derive(Injectable)]
    /// struct Loud { #[inject(assisted)] inner: Arc<dyn Greeting> }
    /// impl Greeting for Loud { fn text(&self) -> String { self.inner.text() + "!" } }
    ///
    /// let app = DynamicContainer::builder()
    ///     .singleton::<Hello>()
    ///     .provides::<dyn Greeting>(|it| it)
    ///     .decorate::<dyn Greeting, Loud>(|it| it)
    ///     .build()?;
    /// let greeting: Arc<dyn Greeting> = app.resolve()?;
    /// assert_eq!(greeting.text(), "hello!");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn decorate<K, D>(&mut self, as_trait: fn(Arc<D>) -> Arc<K>) -> &mut Self
    where
        K: ?Sized + Send + Sync + 'static,
        D: for<'c> ConstructWith<'c, DynamicContainer, Arc<K>> + Send + Sync + 'static,
    {
        self.decoration(None, as_trait, Location::caller())
    }

    /// Wraps what is provided as a `K` with the qualifier `Q`.
    #[track_caller]
    pub fn decorate_qualified<K, Q, D>(&mut self, as_trait: fn(Arc<D>) -> Arc<K>) -> &mut Self
    where
        K: ?Sized + Send + Sync + 'static,
        Q: 'static,
        D: for<'c> ConstructWith<'c, DynamicContainer, Arc<K>> + Send + Sync + 'static,
    {
        self.decoration(Some(Qualifier::of::<Q>()), as_trait, Location::caller())
    }

    fn decoration<K, D>(
        &mut self,
        qualifier: Option<Qualifier>,
        as_trait: fn(Arc<D>) -> Arc<K>,
        location: &'static Location<'static>,
    ) -> &mut Self
    where
        K: ?Sized + Send + Sync + 'static,
        D: for<'c> ConstructWith<'c, DynamicContainer, Arc<K>> + Send + Sync + 'static,
    {
        let decorate = move |cx: Cx<'_>, inner: Erased| -> Result<Erased, Error> {
            let inner = Arc::clone(cast::<Arc<K>>(&inner));
            let outer = D::construct_with(cx, || Ok(inner))?;
            Ok(Box::new(as_trait(Arc::new(outer))))
        };
        self.decorations.push(Decoration {
            of: Key::shared::<K>(),
            qualifier,
            decorate: Box::new(decorate),
            name: short(core::any::type_name::<D>()),
            dependencies: <D as ConstructWith<'static, DynamicContainer, Arc<K>>>::DEPENDENCIES,
            location,
        });
        self
    }

    /// Says that there is a collection of `K`, though nothing may be put into it.
    #[track_caller]
    pub fn collection<K: ?Sized + Send + Sync + 'static>(&mut self) -> &mut Self {
        self.collections.push(CollectionDraft {
            key: Key::elements::<K>(),
            asked_as: core::any::type_name::<Vec<Arc<K>>>,
            location: Location::caller(),
        });
        self
    }

    /// Says that there is a collection of `K` with keys of type `N`, though nothing may be
    /// put into it.
    #[track_caller]
    pub fn collection_by<N: 'static, K: ?Sized + Send + Sync + 'static>(&mut self) -> &mut Self {
        self.collections.push(CollectionDraft {
            key: Key::entries::<N, K>(),
            asked_as: core::any::type_name::<BTreeMap<N, Arc<K>>>,
            location: Location::caller(),
        });
        self
    }
}

/// An `Arc<T>` as an `Arc<K>`, without their types.
pub(super) fn coerce<T, K>(as_trait: fn(Arc<T>) -> Arc<K>) -> Arc<Coerce>
where
    T: ?Sized + Send + Sync + 'static,
    K: ?Sized + Send + Sync + 'static,
{
    Arc::new(move |it| Box::new(as_trait(Arc::clone(cast::<Arc<T>>(it)))))
}
