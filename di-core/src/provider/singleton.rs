use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::claim::Claim;
use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::function::IntoService;
use crate::home::Home;
use crate::provider::Replacement;
use crate::slot::{BuildOrder, Release};

/// Provides one instance for the whole container, built when it is first asked
/// for.
///
/// It provides `Arc<T>`, to keep, and `&T`, to borrow. Threads that ask at the
/// same time get the same instance; if its constructor fails they share the
/// error, and the next to ask tries again. It is always built from the
/// container itself, never from the scope that happens to ask first.
///
/// ```
/// use std::sync::Arc;
/// use di_core::prelude::*;
///
/// trait Clock: Send + Sync { fn now(&self) -> u64; }
///
/// #[derive(Injectable)]
/// struct SystemClock;
/// impl Clock for SystemClock { fn now(&self) -> u64 { 1_700_000_000 } }
///
/// struct FakeClock(u64);
/// impl Clock for FakeClock { fn now(&self) -> u64 { self.0 } }
///
/// #[derive(Container)]
/// struct App {
///     #[provide(SystemClock)]
///     clock: Singleton<dyn Clock>,
/// }
///
/// let mut app = App::new();
/// app.clock.override_with(Arc::new(FakeClock(7)));
/// let clock: Arc<dyn Clock> = app.resolve()?;
/// assert_eq!(clock.now(), 7);
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Singleton<T: ?Sized, Q = ()> {
    /// Written only by who has the claim.
    cell: OnceCell<Arc<T>>,
    claim: Claim,
    replacement: Replacement<Arc<T>>,
    home: Home,
    qualifier: PhantomData<fn() -> Q>,
}

/// Orders the singletons of all containers by their construction: a container
/// is the user's own struct and has no place for a counter. It is touched once
/// for each singleton that is built.
static ORDER: BuildOrder = BuildOrder::new();

impl<T: ?Sized, Q> Singleton<T, Q> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            cell: OnceCell::new(),
            claim: Claim::new(),
            replacement: Replacement::NONE,
            home: Home::new(),
            qualifier: PhantomData,
        }
    }

    /// Puts `instance` in the place of what would be built. The declared
    /// constructor will not run, nor those of what only it needs. What has been
    /// built before keeps what it got: override first, then resolve.
    pub fn override_with(&mut self, instance: Arc<T>) {
        self.cell = OnceCell::with_value(instance);
        self.claim = Claim::given();
        self.replacement = Replacement::NONE;
    }

    /// Puts `constructor` in the place of the declared one. It may return what
    /// any constructor function may: `Arc<T>`, `T`, `Box<T>`, or a `Result`, here to
    /// test what happens when there is no connection:
    ///
    /// ```
    /// use di_core::prelude::*;
    ///
    /// struct Connection;
    ///
    /// #[derive(Container)]
    /// struct App {
    ///     #[provide(with = || Connection)]
    ///     connection: Singleton<Connection>,
    /// }
    ///
    /// let mut app = App::new();
    /// app.connection.override_with_fn(|| Err::<Connection, _>("the network is down"));
    /// let error = app.resolve::<&Connection>().err().expect("no connection");
    /// assert!(format!("{error:#}").ends_with("caused by: the network is down"));
    /// ```
    pub fn override_with_fn<R>(&mut self, constructor: impl Fn() -> R + Send + Sync + 'static)
    where
        R: IntoService<Arc<T>>,
    {
        self.cell = OnceCell::new();
        self.claim = Claim::new();
        self.replacement = Replacement::new(constructor);
    }

    /// Returns whether it is overridden. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn is_overridden(&self) -> bool {
        self.replacement.0.is_some() || self.claim.order() == Some(0)
    }

    /// Where the container notes where it is. For the derive.
    #[doc(hidden)]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Returns the instance, to keep; `build` is for when there is none yet. For
    /// the derive.
    ///
    /// # Errors
    ///
    /// What `build` returns.
    #[doc(hidden)]
    #[inline]
    pub fn keep<'c, C: Container>(
        &'c self,
        cx: Context<'c, C>,
        build: fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    ) -> Result<Arc<T>, Error> {
        Ok(match self.cell.get() {
            Some(instance) => Arc::clone(instance),
            None => built(cx, build, Arc::clone)?,
        })
    }

    /// Lends the instance; `build` is for when there is none yet. For the
    /// derive.
    ///
    /// # Errors
    ///
    /// What `build` returns.
    #[doc(hidden)]
    #[inline]
    pub fn lend<'c, C: Container>(
        &'c self,
        cx: Context<'c, C>,
        build: fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    ) -> Result<&'c T, Error> {
        Ok(match self.cell.get() {
            Some(instance) => instance,
            None => built(cx, build, |instance| &**instance)?,
        })
    }

    /// Builds the instance, unless somebody else does. For the derive.
    ///
    /// # Errors
    ///
    /// If the constructor fails.
    #[doc(hidden)]
    #[cold]
    pub fn build<'c, C: Container>(
        &'c self,
        cx: Context<'c, C>,
        index: usize,
        build: fn(Context<'c, C>) -> Result<Arc<T>, Error>,
    ) -> Result<&'c Arc<T>, Error> {
        let node = Context::<C>::node(index);
        let mut fill = || {
            let instance = match self.replacement.get() {
                None => build(cx.without_scope()),
                Some(constructor) => constructor(node),
            };
            match instance {
                Ok(instance) => {
                    // Before others can see the instance, and build what needs it.
                    let order = ORDER.next();
                    // Nobody else has the claim, so that the cell is empty.
                    let _ = self.cell.set(instance);
                    Ok(order)
                }
                Err(error) => Err(error),
            }
        };
        match self.claim.fill(node, &mut fill) {
            Ok(()) => match self.cell.get() {
                Some(instance) => Ok(instance),
                None => unreachable!("who has the claim fills the cell, or fails"),
            },
            Err(error) => Err(error),
        }
    }
}

/// Builds the instance and gives it the form that was asked for.
///
/// Apart, so that what is done once costs nothing where it is done no more; and
/// in the final form, so that the usual way needs no register for the other.
#[cold]
#[inline(never)]
fn built<'c, C: Container, T: ?Sized + 'c, R>(
    cx: Context<'c, C>,
    build: fn(Context<'c, C>) -> Result<&'c Arc<T>, Error>,
    form: fn(&'c Arc<T>) -> R,
) -> Result<R, Error> {
    match build(cx) {
        Ok(instance) => Ok(form(instance)),
        Err(error) => Err(error),
    }
}

impl<T: ?Sized, Q> Default for Singleton<T, Q> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized, Q> Release for Singleton<T, Q> {
    #[inline]
    fn order(&self) -> Option<usize> {
        self.claim.order()
    }

    #[inline]
    fn release(&mut self) {
        drop(self.cell.take());
    }
}

impl<T: ?Sized, Q> fmt::Debug for Singleton<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.claim.order() {
            Some(0) => f.write_str("Singleton(overridden)"),
            Some(_) => write!(f, "Singleton(built, {:?})", self.replacement),
            None => write!(f, "Singleton(not built, {:?})", self.replacement),
        }
    }
}

// A panic leaves nothing half-done: the slot is free again.
impl<T: ?Sized, Q> UnwindSafe for Singleton<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Singleton<T, Q> {}
