use core::borrow::Borrow as _;
use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::function::IntoService;
use crate::home::Home;
use crate::provider::{Hold, Replacement};
use crate::slot::Slot;

/// Provides one instance for each scope, built when it is first asked for, or
/// given when the scope is opened (`#[provide(input)]`).
///
/// It provides `Arc<T>` and `&T`, inside a scope; asking the container itself is
/// an error. With `#[provide(borrowed)]` the instance lives in the scope itself
/// rather than in an `Arc`: it costs no allocation, and only `&T` is provided.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// struct RequestId(u64);
///
/// #[derive(Injectable)]
/// struct AuditTrail { request: Arc<RequestId> }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(input)]
///     request: Scoped<RequestId>,
///     audit: Scoped<AuditTrail>,
/// }
///
/// let app = App::new();
/// let scope = app.scope(RequestId(7));
/// let audit: Arc<AuditTrail> = scope.resolve()?;
/// assert_eq!(audit.request.0, 7);
/// assert!(app.resolve::<Arc<AuditTrail>>().is_err(), "there is no scope");
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Scoped<T: ?Sized, Q = ()> {
    replacement: Replacement<Arc<T>>,
    home: Home,
    qualifier: PhantomData<fn() -> Q>,
}

impl<T: ?Sized, Q> Scoped<T, Q> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub const fn new() -> Self {
        Self { replacement: Replacement::NONE, home: Home::new(), qualifier: PhantomData }
    }

    /// Puts `instance` in the place of what each scope would build or be given.
    pub fn override_with(&mut self, instance: Arc<T>)
    where
        T: Send + Sync + 'static,
    {
        self.override_with_fn(move || Arc::clone(&instance));
    }

    /// Puts `constructor` in the place of the declared one, once for each scope.
    /// It may return what any constructor function may: `Arc<T>`, `T`, `Box<T>`,
    /// or a `Result`.
    pub fn override_with_fn<R>(&mut self, constructor: impl Fn() -> R + Send + Sync + 'static)
    where
        R: IntoService<Arc<T>>,
    {
        self.replacement = Replacement::new(constructor);
    }

    /// Returns whether it is overridden. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_overridden(&self) -> bool {
        self.replacement.0.is_some()
    }

    /// Where the container notes where it is. For the derive.
    #[doc(hidden)]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Makes the slot of an input. For the derive.
    #[doc(hidden)]
    #[inline]
    pub fn input<H: Hold<T>>(&self, given: H::Given) -> H {
        // An overridden input is built like any other scoped service.
        if self.replacement.0.is_some() { H::empty() } else { H::given(given) }
    }

    /// Returns the scope's instance, to keep; `build` is for when there is none
    /// yet. For the derive.
    ///
    /// # Errors
    ///
    /// What `build` returns.
    #[doc(hidden)]
    #[inline]
    pub fn keep<'c, C: Container>(
        &'c self,
        cx: Context<'c, C>,
        slot: impl Fn(&'c C::Slots) -> &'c Slot<Arc<T>>,
        build: impl Fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    ) -> Result<Arc<T>, Error> {
        Ok(match cx.scope().and_then(|scope| slot(&scope.slots).get()) {
            Some(instance) => Arc::clone(instance),
            None => built(cx, build, Arc::clone)?,
        })
    }

    /// Lends the scope's instance; `build` is for when there is none yet. For
    /// the derive.
    ///
    /// # Errors
    ///
    /// What `build` returns.
    #[doc(hidden)]
    #[inline]
    pub fn lend<'c, C: Container, H: Hold<T> + 'c>(
        &'c self,
        cx: Context<'c, C>,
        slot: impl Fn(&'c C::Slots) -> &'c H,
        build: impl Fn(Context<'c, C>) -> Result<&'c H::Built, Error>,
    ) -> Result<&'c T, Error> {
        Ok(match cx.scope().and_then(|scope| slot(&scope.slots).get()) {
            Some(instance) => instance.borrow(),
            None => built(cx, build, H::Built::borrow)?,
        })
    }

    /// Builds the scope's instance, unless somebody else does. For the derive.
    ///
    /// # Errors
    ///
    /// If there is no scope, or the constructor fails.
    #[doc(hidden)]
    #[inline]
    pub fn build<'c, C: Container, H: Hold<T> + 'c>(
        &'c self,
        cx: Context<'c, C>,
        index: usize,
        slot: impl Fn(&'c C::Slots) -> &'c H,
        build: impl Fn(Context<'c, C>) -> Result<H::Built, Error>,
    ) -> Result<&'c H::Built, Error> {
        let Some(scope) = cx.scope() else {
            return Err(Error::scope_required(Context::<C>::node(index)));
        };
        let slot = slot(&scope.slots);
        slot.fill::<C>(&scope.order, index, &self.replacement, move || build(cx))
    }
}

/// Builds the instance and gives it the form that was asked for.
///
/// Apart, because it is needed once in each scope, wherever it is asked for.
#[inline(never)]
fn built<'c, C: Container, B: 'c, R>(
    cx: Context<'c, C>,
    build: impl Fn(Context<'c, C>) -> Result<&'c B, Error>,
    form: impl Fn(&'c B) -> R,
) -> Result<R, Error> {
    build(cx).map(form)
}

impl<T: ?Sized, Q> Default for Scoped<T, Q> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized, Q> fmt::Debug for Scoped<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scoped({:?})", self.replacement)
    }
}

// A panic cannot leave it half-changed: what is built is in the scope.
impl<T: ?Sized, Q> UnwindSafe for Scoped<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Scoped<T, Q> {}
