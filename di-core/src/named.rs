//! Keys that a qualifier tells apart.

use core::fmt;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

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
