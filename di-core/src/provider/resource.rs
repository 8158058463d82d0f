use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    /// Filled by `start` in the place of the cell if the closer takes the last instance:
    /// what is lent cannot be taken back.
    last: Mutex<Option<Arc<T>>>,
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
            last: Mutex::new(None),
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
    pub fn open(&self, instance: Arc<T>, takes_last: bool) {
        if takes_last {
            *self.last() = Some(instance);
        } else {
            // Only `start` opens, and each only once.
            let _ = self.cell.set(instance);
        }
    }

    fn last(&self) -> MutexGuard<'_, Option<Arc<T>>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns what is to be closed, and gives it out no more: nothing if it was not
    /// opened here. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn opened(&self) -> Option<&Arc<T>> {
        self.is_closed.store(true, Ordering::Release);
        if self.is_overridden { None } else { self.cell.get() }
    }

    /// The same, to keep; the last one, if nobody else does. For the derive.
    #[doc(hidden)]
    #[must_use]
    pub fn take(&self) -> Option<Arc<T>> {
        match self.opened() {
            Some(opened) => Some(Arc::clone(opened)),
            None => self.last().take(),
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
        match self.cell.get() {
            Some(instance) if !self.is_closed.load(Ordering::Acquire) => Ok(Arc::clone(instance)),
            _ => {
                let last = self.last().clone();
                last.ok_or_else(|| self.not_open::<C>(index))
            }
        }
    }

    /// Lends the instance. For the derive.
    ///
    /// # Errors
    ///
    /// If it is not open.
    #[doc(hidden)]
    #[inline]
    pub fn lend<C: Container>(&self, _: Context<'_, C>, index: usize) -> Result<&T, Error> {
        match self.cell.get() {
            Some(instance) if !self.is_closed.load(Ordering::Acquire) => Ok(instance),
            _ => Err(self.not_open::<C>(index)),
        }
    }

    #[cold]
    fn not_open<C: Container>(&self, index: usize) -> Error {
        let kind = if self.is_closed.load(Ordering::Acquire) {
            ErrorKind::Closed
        } else if self.last().is_some() {
            ErrorKind::NotLent
        } else {
            ErrorKind::NotStarted
        };
        Error::new(kind, Context::<C>::node(index))
    }
}

/// The position of a provider that lends its instance.
///
/// # Panics
///
/// If its closer takes the last one: the panic is a compile error.
#[doc(hidden)]
#[must_use]
#[track_caller]
pub const fn lent(index: usize, takes_last: bool) -> usize {
    assert!(
        !takes_last,
        "the closer of this `Resource` takes the last one, so it is not lent: what is lent cannot be \
         taken back\nhelp: ask for an `Arc` in the place of `&T`, or let the closer take an `Arc`"
    );
    index
}

impl<T: ?Sized, Q> Default for Resource<T, Q> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized, Q> fmt::Debug for Resource<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_open = self.cell.get().is_some() || self.last().is_some();
        f.write_str(match (self.is_overridden, is_open) {
            (true, _) => "Resource(overridden)",
            (false, true) => "Resource(open)",
            (false, false) => "Resource(not open)",
        })
    }
}

// The cell is filled as a whole, or not at all.
impl<T: ?Sized, Q> UnwindSafe for Resource<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Resource<T, Q> {}
