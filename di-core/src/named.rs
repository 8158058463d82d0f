//! Keys that a qualifier tells apart.

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::Error;
use crate::key::Key;

/// A key of one of several providers of a type: `Named<Arc<PgPool>, Replica>` is
/// provided by a field `Singleton<PgPool, Replica>`.
///
/// The qualifier `Replica` is any type; it is only named. In a service,
/// `#[inject(Replica)] pool: Arc<PgPool>` asks for the same and unwraps it.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct Pool(&'static str);
/// struct Replica;
///
/// #[derive(Injectable)]
/// struct Reports {
///     #[inject(Replica)]
///     pool: Arc<Pool>,
/// }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(with = || Pool("primary"))]
///     primary: Singleton<Pool>,
///     #[provide(with = || Pool("replica"))]
///     replica: Singleton<Pool, Replica>,
///     reports: Factory<Reports>,
/// }
///
/// let app = App::new().build();
/// assert_eq!(app.resolve::<Reports>()?.pool.0, "replica");
/// let pool: Named<Arc<Pool>, Replica> = app.resolve()?;
/// assert_eq!((pool.0, app.resolve::<&Pool>()?.0), ("replica", "primary"));
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Named<K, Q> {
    key: K,
    qualifier: PhantomData<fn() -> Q>,
}

/// A container that provides the key `K` with the qualifier `Q`: it provides
/// [`Named<K, Q>`](Named), too.
///
/// The derive of the container implements it. It is a trait of its own so that the
/// compiler, where a qualifier is wrong, lists what is provided with others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not provide `{K}` with the qualifier `{Q}`",
    label = "`{K}` with the qualifier `{Q}` is needed here, but `{Self}` has no provider for it",
    note = "help: give `{Self}` a field for it, such as `Singleton<T, {Q}>`, or ask with a qualifier as a field below has it"
)]
pub trait ProvidesNamed<'c, K, Q>: Container {
    /// The position of the provider in [`Graph::nodes`](crate::Graph::nodes).
    const INDEX: Option<usize>;

    /// What is asked for, if the position is only known to the running program.
    #[doc(hidden)]
    const KEY: Option<fn() -> Key> = None;

    /// Returns the instance, as [`Provides::provide`] does.
    ///
    /// # Errors
    ///
    /// If it cannot be resolved.
    fn provide_named(cx: Context<'c, Self>) -> Result<K, Error>;
}

impl<'c, C: ProvidesNamed<'c, K, Q>, K, Q> Provides<'c, Named<K, Q>> for C {
    const INDEX: Option<usize> = <C as ProvidesNamed<'c, K, Q>>::INDEX;
    const KEY: Option<fn() -> Key> = <C as ProvidesNamed<'c, K, Q>>::KEY;

    #[inline]
    fn provide(cx: Context<'c, C>) -> Result<Named<K, Q>, Error> {
        match <C as ProvidesNamed<'c, K, Q>>::provide_named(cx) {
            Ok(key) => Ok(Named::new(key)),
            Err(error) => Err(error),
        }
    }
}

impl<K, Q> Named<K, Q> {
    /// Qualifies what is provided, for a test that calls a function by hand.
    #[inline]
    pub const fn new(key: K) -> Self {
        Self { key, qualifier: PhantomData }
    }

    /// Returns what is provided.
    #[inline]
    pub fn into_inner(self) -> K {
        self.key
    }
}

impl<K, Q> Deref for Named<K, Q> {
    type Target = K;

    #[inline]
    fn deref(&self) -> &K {
        &self.key
    }
}

impl<K, Q> DerefMut for Named<K, Q> {
    #[inline]
    fn deref_mut(&mut self) -> &mut K {
        &mut self.key
    }
}

impl<K: Clone, Q> Clone for Named<K, Q> {
    fn clone(&self) -> Self {
        Self::new(self.key.clone())
    }
}

impl<K: Copy, Q> Copy for Named<K, Q> {}

impl<K: fmt::Debug, Q> fmt::Debug for Named<K, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.fmt(f)
    }
}
