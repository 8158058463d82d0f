//! Dependencies that a container may lack, and says so.

use crate::container::{Container, Provides};
use crate::context::Context;
use crate::error::Error;
use crate::graph::Edge;
use crate::key::Key;

/// A container that says whether it provides the key `T`.
///
/// It is implemented for every key that is provided, and for those that the
/// container declares to be absent, `#[provide(absent)]`. Both provide `Option<T>`.
/// A key that the container does not know at all is missing, also as an `Option`; a
/// constructor that fails is an error, never a `None`.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct Cache;
///
/// #[derive(Injectable)]
/// struct Programme { cache: Option<Arc<Cache>> }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(absent)]
///     cache: Singleton<Cache>,
///     programme: Factory<Programme>,
/// }
///
/// let mut app = App::new();
/// assert!(app.resolve::<Programme>()?.cache.is_none());
/// app.cache.override_with(Arc::new(Cache));
/// assert!(app.resolve::<Programme>()?.cache.is_some());
/// # Ok::<(), di_core::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether it provides `{T}`",
    label = "`Option<{T}>` is needed here, but `{Self}` has no field for it",
    note = "help: give `{Self}` a field for it; if there is none, say so: `#[provide(absent)]` on a `Singleton`, a `Scoped` or a `Factory`"
)]
pub trait ProvidesOptional<'c, T>: Container {
    /// The position of the provider in [`Graph::nodes`](crate::Graph::nodes).
    const INDEX: Option<usize>;

    /// When a dependency on this key is resolved.
    const EDGE: Edge = Edge::Eager;

    /// What is asked for, if the position is only known to the running program.
    #[doc(hidden)]
    const KEY: Option<fn() -> Key> = None;

    /// Returns the instance, or `None` if it is declared to be absent.
    ///
    /// # Errors
    ///
    /// If it is provided, but cannot be resolved.
    fn provide_optional(cx: Context<'c, Self>) -> Result<Option<T>, Error>;
}

/// Holds for nothing: so what is declared to be absent can be asked for, and the
/// compiler says that it may be.
#[diagnostic::on_unimplemented(
    message = "`{C}` may lack `{K}`: it is declared `absent`",
    label = "`{K}` is asked for here as if it was always there",
    note = "help: ask for an `Option<{K}>`, or say who builds it in the place of `#[provide(absent)]`"
)]
pub trait Present<C, K> {}

#[diagnostic::do_not_recommend]
impl<'c, C: Provides<'c, T>, T> ProvidesOptional<'c, T> for C {
    const INDEX: Option<usize> = <C as Provides<'c, T>>::INDEX;
    const EDGE: Edge = <C as Provides<'c, T>>::EDGE;
    const KEY: Option<fn() -> Key> = match <C as Provides<'c, T>>::KEY {
        Some(_) => Some(optional::<'c, C, T>),
        None => None,
    };

    #[inline]
    fn provide_optional(cx: Context<'c, C>) -> Result<Option<T>, Error> {
        if let Some(key) = <C as Provides<'c, T>>::KEY {
            if C::find(cx, key).is_none() {
                return Ok(None);
            }
        }
        match <C as Provides<'c, T>>::provide(cx) {
            Ok(provided) => Ok(Some(provided)),
            Err(error) => Err(error),
        }
    }
}

impl<'c, C: ProvidesOptional<'c, T>, T> Provides<'c, Option<T>> for C {
    const INDEX: Option<usize> = <C as ProvidesOptional<'c, T>>::INDEX;
    const EDGE: Edge = <C as ProvidesOptional<'c, T>>::EDGE;
    const KEY: Option<fn() -> Key> = <C as ProvidesOptional<'c, T>>::KEY;

    #[inline]
    fn provide(cx: Context<'c, C>) -> Result<Option<T>, Error> {
        <C as ProvidesOptional<'c, T>>::provide_optional(cx)
    }
}

/// The same key, which may be absent.
fn optional<'c, C: Provides<'c, T>, T>() -> Key {
    match <C as Provides<'c, T>>::KEY {
        Some(key) => key().optional(),
        None => unreachable!("it is asked for only if there is one"),
    }
}
