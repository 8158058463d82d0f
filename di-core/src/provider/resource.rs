use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use once_cell::sync::OnceCell;

use crate::container::Container;
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::home::Home;

/// Provides one instance that the container opens when it starts, and closes when it
/// shuts down.
///
/// It provides `Arc<T>` and `&T`, as a [`Singleton`](crate::Singleton) does, but only
/// between `start` and `shutdown`. Its constructor may be `async`, and so may its
/// closer:
///
/// ```
/// use std::sync::Arc;
/// use std::sync::atomic::{AtomicBool, Ordering};
/// use di_core::prelude::*;
///
/// struct Config { url: &'static str }
/// struct Pool { url: &'static str, open: AtomicBool }
///
/// async fn connect(config: &Config) -> Result<Pool, std::io::Error> {
///     Ok(Pool { url: config.url, open: AtomicBool::new(true) })
/// }
///
/// async fn disconnect(pool: Arc<Pool>) {
///     pool.open.store(false, Ordering::Relaxed);
/// }
///
/// #[derive(Container)]
/// struct App {
///     config: Value<Config>,
///     #[provide(with = connect, close = disconnect)]
///     pool: Resource<Pool>,
/// }
///
/// # futures_executor::block_on(async {
/// let app = App::new(Config { url: "db" }).start().await?;
/// let pool: Arc<Pool> = app.resolve()?;
/// assert_eq!((pool.url, pool.open.load(Ordering::Relaxed)), ("db", true));
/// app.shutdown().await?;
/// assert!(!pool.open.load(Ordering::Relaxed));
/// # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
/// ```
pub struct Resource<T: ?Sized, Q = ()> {
    /// Filled by `start`, or by an override.
    cell: OnceCell<Arc<T>>,
    is_overridden: bool,
    is_closed: AtomicBool,
    home: Home,
    qualifier: PhantomData<fn() -> Q>,
}

impl<T: ?Sized, Q> Resource<T, Q> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            cell: OnceCell::new(),
            is_overridden: false,
            is_closed: AtomicBool::new(false),
            home: Home::new(),
            qualifier: PhantomData,
        }
    }

    /// Puts `instance` in the place of what would be opened. Neither the declared
    /// constructor nor the closer will run.
    pub fn override_with(&mut self, instance: Arc<T>) {
        self.cell = OnceCell::with_value(instance);
        self.is_overridden = true;
    }

    /// Returns whether it is overridden. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub const fn is_overridden(&self) -> bool {
        self.is_overridden
    }

    /// Where the container notes where it is. For the derive.
    #[doc(hidden)]
    pub const fn home(&self) -> &Home {
        &self.home
    }

    /// Holds what was opened. For the derive.
    #[doc(hidden)]
    pub fn open(&self, instance: Arc<T>) {
        // Only `start` opens, and each only once.
        let _ = self.cell.set(instance);
    }

    /// Returns what is to be closed: nothing if it was not opened here. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn opened(&self) -> Option<&Arc<T>> {
        if self.is_overridden { None } else { self.cell.get() }
    }

    /// Gives it out no more. For the derive.
    #[doc(hidden)]
    pub fn close(&self) {
        self.is_closed.store(true, Ordering::Release);
    }

    #[inline]
    fn get<C: Container>(&self, index: usize) -> Result<&Arc<T>, Error> {
        match self.cell.get() {
            Some(instance) if !self.is_closed.load(Ordering::Acquire) => Ok(instance),
            found => Err(not_open::<C>(index, found.is_some())),
        }
    }

    /// Returns the instance, to keep. For the derive.
    ///
    /// # Errors
    ///
    /// If it is not open.
    #[doc(hidden)]
    #[inline]
    pub fn keep<C: Container>(&self, _: Context<'_, C>, index: usize) -> Result<Arc<T>, Error> {
        self.get::<C>(index).map(Arc::clone)
    }

    /// Lends the instance. For the derive.
    ///
    /// # Errors
    ///
    /// If it is not open.
    #[doc(hidden)]
    #[inline]
    pub fn lend<C: Container>(&self, _: Context<'_, C>, index: usize) -> Result<&T, Error> {
        self.get::<C>(index).map(|it| &**it)
    }
}

#[cold]
fn not_open<C: Container>(index: usize, was_open: bool) -> Error {
    let kind = if was_open { ErrorKind::Closed } else { ErrorKind::NotStarted };
    Error::new(kind, Context::<C>::node(index))
}

impl<T: ?Sized, Q> Default for Resource<T, Q> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized, Q> fmt::Debug for Resource<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.is_overridden, self.cell.get().is_some()) {
            (true, _) => "Resource(overridden)",
            (false, true) => "Resource(open)",
            (false, false) => "Resource(not open)",
        })
    }
}

// The cell is filled as a whole, or not at all.
impl<T: ?Sized, Q> UnwindSafe for Resource<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Resource<T, Q> {}
