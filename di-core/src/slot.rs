//! A place for one instance, built at most once.

use core::fmt;
use core::mem::needs_drop;
use core::sync::atomic::{AtomicUsize, Ordering};

use spin::Once;

use crate::claim::{Claim, Ended};
use crate::error::Error;
use crate::graph::Node;

/// Counts what a container or a scope has built, so that it can be dropped in
/// reverse.
#[derive(Debug, Default)]
pub struct BuildOrder(AtomicUsize);

impl BuildOrder {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    #[inline]
    pub(crate) fn next(&self) -> usize {
        // Relaxed is enough: a dependency is built before its dependent on one
        // thread, or handed over through the cell's own synchronisation.
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// A place for one instance, built at most once, by one thread at a time.
///
/// A failing or panicking constructor leaves it empty; threads that waited
/// share the failure, and the next to come tries again.
pub struct Slot<T> {
    /// Written only by who holds the claim, so that nobody ever spins.
    cell: Once<T>,
    claim: Claim,
}

impl<T> Slot<T> {
    /// Creates an empty slot.
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self { cell: Once::new(), claim: Claim::new() }
    }

    /// Creates a slot that holds `value` already.
    #[inline]
    #[must_use]
    pub const fn ready(value: T) -> Self {
        Self { cell: Once::initialized(value), claim: Claim::given() }
    }

    /// Returns the instance if it has been built.
    #[inline]
    pub fn get(&self) -> Option<&T> {
        self.cell.get()
    }

    /// Holds what is given, unless there is something already.
    pub(crate) fn give(&self, value: T) {
        if let Some(held) = self.claim.take() {
            self.cell.call_once(move || value);
            held.built(0);
        }
    }

    /// Builds the instance, or waits for the thread that is building it.
    ///
    /// # Errors
    ///
    /// What `build` returned, to the thread that ran it and to those that
    /// waited for it; a cycle if waiting could never end.
    #[inline]
    pub(crate) fn build(
        &self,
        order: &BuildOrder,
        node: impl Fn() -> &'static Node + Copy,
        build: impl FnOnce() -> Result<T, Error>,
    ) -> Result<&T, Error> {
        let held = loop {
            match self.claim.take() {
                Some(held) => break held,
                None => {
                    if let Some(value) = self.wait(node)? {
                        return Ok(value);
                    }
                }
            }
        };
        match held.call(build, move || Error::panicked(node())) {
            Ok(value) => {
                // Before others can see the value, and build something that needs it.
                // What has no destructor needs no number.
                let number = if const { needs_drop::<T>() } { order.next() } else { 0 };
                let value = self.cell.call_once(move || value);
                held.built(number);
                Ok(value)
            }
            Err(error) => {
                held.failed(&error);
                Err(error)
            }
        }
    }

    /// Waits for the thread that is building the instance; nothing if it is
    /// this thread's turn to try.
    #[cold]
    #[inline(never)]
    fn wait(&self, node: impl Fn() -> &'static Node) -> Result<Option<&T>, Error> {
        match self.claim.wait() {
            Ended::Built | Ended::Again => Ok(self.cell.get()),
            Ended::Failed(error) => Err(error),
            Ended::Cycle => Err(Error::cycle(node())),
        }
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.get().is_some() { "built" } else { "not built" })
    }
}

/// What is dropped in reverse order of construction.
pub trait Release {
    /// The number that construction got, 0 for what was given; nothing if there
    /// is nothing to drop.
    fn order(&self) -> Option<usize>;
    /// Drops the instance.
    fn release(&mut self);
}

impl<R: Release + ?Sized> Release for &mut R {
    fn order(&self) -> Option<usize> {
        (**self).order()
    }

    fn release(&mut self) {
        (**self).release();
    }
}

impl<T> Release for Slot<T> {
    #[inline]
    fn order(&self) -> Option<usize> {
        if const { needs_drop::<T>() } { self.claim.order() } else { None }
    }

    #[inline]
    fn release(&mut self) {
        if const { needs_drop::<T>() } {
            *self = Self::new();
        }
    }
}

/// Drops what was built here, the last one first; what was given, after that, the
/// last field first. If a service panics while it is dropped, the others are
/// dropped in their order all the same.
#[inline]
pub fn release_in_reverse<const N: usize>(mut slots: [&mut dyn Release; N]) {
    let mut ascending = true;
    let mut last = 0;
    for slot in &slots {
        if let Some(order) = slot.order() {
            ascending &= last <= order;
            last = order;
        }
    }
    // Most containers list first what is needed first, and then there is
    // nothing to sort. Each way has its own loop, so that the compiler sees in
    // the usual one which slot is dropped when.
    if ascending {
        let mut rest = Rest { slots: &mut slots, left: N };
        rest.release();
    } else {
        release_sorted(&mut slots);
    }
}

#[cold]
fn release_sorted(slots: &mut [&mut dyn Release]) {
    slots.sort_by_key(Release::order);
    let left = slots.len();
    Rest { slots, left }.release();
}

/// The slots that are still to be released: the first `left`.
struct Rest<'s, 'r> {
    slots: &'s mut [&'r mut dyn Release],
    left: usize,
}

impl Rest<'_, '_> {
    #[inline]
    fn release(&mut self) {
        while self.left > 0 {
            self.left -= 1;
            self.slots[self.left].release();
        }
    }
}

impl Drop for Rest<'_, '_> {
    /// Goes on where a service has panicked.
    #[inline]
    fn drop(&mut self) {
        self.release();
    }
}
