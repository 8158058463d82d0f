use core::fmt;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Mutex, PoisonError};

use crate::claim::thread_mark;
use crate::container::Container;
use crate::context::Context;
use crate::error::Error;
use crate::function::IntoService;
use crate::home::Home;
use crate::provider::{Constructor, Replacement};

/// Provides a new instance each time.
///
/// A `Factory<T>` provides `T`, a `Factory<dyn Trait>` provides `Box<dyn Trait>`
/// and `Arc<dyn Trait>`. A service that borrows from the container is written
/// with `'static` for its lifetime: `Factory<ReserveSeat<'static>>` provides a
/// `ReserveSeat<'c>` to those who borrow the container for `'c`.
///
/// ```
/// use di_core::prelude::*;
///
/// #[derive(Injectable)]
/// struct Hasher { #[inject(with = 12)] rounds: u32 }
///
/// #[derive(Container)]
/// struct App { hasher: Factory<Hasher> }
///
/// let mut app = App::new();
/// assert_eq!(app.resolve::<Hasher>()?.rounds, 12);
/// app.hasher.override_with(|| Hasher { rounds: 1 });
/// assert_eq!(app.resolve::<Hasher>()?.rounds, 1);
/// # Ok::<(), di_core::Error>(())
/// ```
pub struct Factory<T: ?Sized, Q = ()> {
    replacement: Replacement<Box<T>>,
    /// The threads inside the replacement: a closure that resolves what it
    /// replaces would never return.
    inside: Mutex<Vec<usize>>,
    home: Home,
    qualifier: PhantomData<fn() -> Q>,
}

impl<T: ?Sized, Q> Factory<T, Q> {
    /// Creates the provider. The container's `new` calls it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            replacement: Replacement::NONE,
            inside: Mutex::new(Vec::new()),
            home: Home::new(),
            qualifier: PhantomData,
        }
    }

    /// Puts `constructor` in the place of the declared one. It may return `T`,
    /// `Box<T>`, or a `Result` of either.
    pub fn override_with<R>(&mut self, constructor: impl Fn() -> R + Send + Sync + 'static)
    where
        R: IntoService<Box<T>>,
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

    /// Makes one, by the override if there is one. For the derive.
    ///
    /// # Errors
    ///
    /// If the constructor fails.
    #[doc(hidden)]
    #[inline]
    pub fn make<'c, C: Container, R>(
        &self,
        cx: Context<'c, C>,
        index: usize,
        unbox: impl FnOnce(Box<T>) -> R,
        build: impl FnOnce(Context<'c, C>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        match &self.replacement.0 {
            None => build(cx),
            // What has dependencies is unboxed here: to be returned from there, it would
            // be built elsewhere and copied. The optimiser knows which it is.
            Some(constructor) if Context::<C>::node(index).dependency(0).is_none() => {
                self.replace::<C, R>(index, constructor, unbox)
            }
            Some(constructor) => self.replace::<C, _>(index, constructor, |it| it).map(unbox),
        }
    }

    #[cold]
    #[inline(never)]
    fn replace<C: Container, R>(
        &self,
        index: usize,
        constructor: &Constructor<'_, Box<T>>,
        unbox: impl FnOnce(Box<T>) -> R,
    ) -> Result<R, Error> {
        let me = thread_mark();
        let inside = || self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let node = Context::<C>::node(index);
        if inside().contains(&me) {
            return Err(Error::cycle(node));
        }
        inside().push(me);
        let _leave = Leave { inside: &self.inside, me };
        constructor(node).map(unbox)
    }
}

/// Strikes a thread off the list, also when the closure panics.
struct Leave<'f> {
    inside: &'f Mutex<Vec<usize>>,
    me: usize,
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner).retain(|it| *it != self.me);
    }
}

impl<T: ?Sized, Q> Default for Factory<T, Q> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized, Q> fmt::Debug for Factory<T, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Factory({:?})", self.replacement)
    }
}

// A panic leaves nothing half-done: the thread is struck off the list.
impl<T: ?Sized, Q> UnwindSafe for Factory<T, Q> {}
impl<T: ?Sized, Q> RefUnwindSafe for Factory<T, Q> {}
