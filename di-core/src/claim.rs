//! Who is building a slot, who waits for it, and how that ends.
//!
//! A slot's lock is one word. A thread that must wait parks in one process-wide
//! table, as the threads behind a `parking_lot` mutex do: the table is empty
//! unless somebody waits at this moment, and it is what shows that waiting
//! would never end.

use core::mem;
use core::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::Error;
use crate::graph::Node;

/// The word is free (0), held by a thread (its mark, perhaps with `WAITED`), or
/// done (`DONE`, and above it the number that construction got).
#[derive(Debug)]
pub(crate) struct Claim(AtomicUsize);

const FREE: usize = 0;
const DONE: usize = 1;
const WAITED: usize = 2;
const FLAGS: usize = DONE | WAITED;

/// How it ended for a thread that did not get the turn.
pub(crate) enum Ended {
    /// The slot is filled.
    Built,
    /// Something has changed: look again.
    Again,
    /// Share this failure of the thread that was building.
    Failed(Error),
    /// Give up: waiting would never end.
    Cycle,
}

/// The right to build a slot.
pub(crate) struct Held<'s>(&'s Claim);

/// Gives the turn back when the constructor panics.
struct Guard<'s, P: Fn() -> Error> {
    claim: &'s Claim,
    panicked: P,
}

impl Claim {
    /// The claim of a slot that is empty.
    pub(crate) const fn new() -> Self {
        Self(AtomicUsize::new(FREE))
    }

    /// The claim of a slot that was filled without a construction.
    pub(crate) const fn given() -> Self {
        Self(AtomicUsize::new(DONE))
    }

    /// Returns the number that construction got, 0 for what was given, and
    /// nothing as long as the slot is empty.
    #[inline]
    pub(crate) fn order(&self) -> Option<usize> {
        let word = self.0.load(Ordering::Relaxed);
        if word & DONE == DONE { Some(word >> 1) } else { None }
    }

    /// Takes the turn if it is free.
    #[inline]
    pub(crate) fn take(&self) -> Option<Held<'_>> {
        match self.0.compare_exchange(FREE, thread_mark(), Ordering::Acquire, Ordering::Relaxed) {
            Ok(_) => Some(Held(self)),
            Err(_) => None,
        }
    }

    /// Calls `fill` if it is this thread's turn, or waits for whoever has it: then
    /// the slot is filled. `fill` returns the construction's number. One function for all types, so that it is compiled once.
    ///
    /// # Errors
    ///
    /// What `fill` returned, to the thread that ran it and to those that waited;
    /// a cycle if waiting could never end.
    #[cold]
    pub(crate) fn fill(
        &self,
        node: &'static Node,
        fill: &mut dyn FnMut() -> Result<usize, Error>,
    ) -> Result<(), Error> {
        loop {
            if let Some(held) = self.take() {
                return match held.call(&mut *fill, || Error::panicked(node)) {
                    Ok(order) => {
                        held.built(order);
                        Ok(())
                    }
                    Err(error) => {
                        held.failed(&error);
                        Err(error)
                    }
                };
            }
            match self.wait() {
                Ended::Built => return Ok(()),
                Ended::Again => {}
                Ended::Failed(error) => return Err(error),
                Ended::Cycle => return Err(Error::cycle(node)),
            }
        }
    }

    /// Waits for whoever has the turn.
    #[cold]
    pub(crate) fn wait(&self) -> Ended {
        let me = thread_mark();
        let word = self.0.load(Ordering::Acquire);
        if word == FREE {
            Ended::Again
        } else if word & DONE == DONE {
            Ended::Built
        } else if word & !FLAGS == me {
            Ended::Cycle
        } else {
            self.wait_for(word & !FLAGS, me)
        }
    }

    fn address(&self) -> usize {
        core::ptr::from_ref(self).addr()
    }

    /// Waits until `owner` has finished.
    fn wait_for(&self, owner: usize, me: usize) -> Ended {
        let mut waiters = lock();
        // Under the table's lock: whoever finishes sees the flag, and then
        // cannot look into the table before this thread stands in it.
        let flagged = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |word| {
            (word & !FLAGS == owner && word & DONE == 0).then_some(owner | WAITED)
        });
        if flagged.is_err() {
            // Somebody has finished: the next look says how.
            return Ended::Again;
        }
        if waits_for(&waiters, owner, me) {
            return Ended::Cycle;
        }
        waiters.push(Waiter { thread: me, slot: self.address(), owner, outcome: None });
        loop {
            let mine = waiters.iter().position(|waiter| waiter.thread == me);
            match mine {
                Some(at) if waiters[at].outcome.is_none() => {
                    waiters = FINISHED.wait(waiters).unwrap_or_else(PoisonError::into_inner);
                }
                Some(at) => {
                    return match waiters.swap_remove(at).outcome {
                        Some(Outcome::Failed(error)) => Ended::Failed(error),
                        Some(Outcome::Built) | None => Ended::Built,
                    };
                }
                None => return Ended::Again,
            }
        }
    }

    /// Ends this thread's turn and tells those that waited.
    #[inline]
    fn finish(&self, word: usize, outcome: impl Fn() -> Outcome) {
        let before = self.0.swap(word, Ordering::Release);
        if before & WAITED == WAITED {
            // The outcome is made before the lock: it runs code of the error.
            self.tell(before & !FLAGS, &outcome());
        }
    }

    #[cold]
    fn tell(&self, owner: usize, outcome: &Outcome) {
        let slot = self.address();
        let mut waiters = lock();
        for waiter in waiters.iter_mut() {
            if waiter.slot == slot && waiter.owner == owner {
                waiter.outcome = Some(outcome.clone());
            }
        }
        drop(waiters);
        FINISHED.notify_all();
    }
}

impl Held<'_> {
    /// Calls the constructor. If it panics, the turn is given back, and those
    /// who wait are told `panicked`.
    #[inline]
    pub(crate) fn call<R>(&self, build: impl FnOnce() -> R, panicked: impl Fn() -> Error) -> R {
        let guard = Guard { claim: self.0, panicked };
        let returned = build();
        mem::forget(guard);
        returned
    }

    #[inline]
    pub(crate) fn built(self, order: usize) {
        self.0.finish(order << 1 | DONE, || Outcome::Built);
    }

    #[cold]
    pub(crate) fn failed(self, error: &Error) {
        self.0.finish(FREE, || Outcome::Failed(error.clone()));
    }
}

impl<P: Fn() -> Error> Drop for Guard<'_, P> {
    #[inline]
    fn drop(&mut self) {
        self.claim.finish(FREE, || Outcome::Failed((self.panicked)()));
    }
}

#[derive(Clone)]
enum Outcome {
    Built,
    Failed(Error),
}

/// A thread that waits at this moment, and for whom.
struct Waiter {
    thread: usize,
    slot: usize,
    owner: usize,
    outcome: Option<Outcome>,
}

static WAITERS: Mutex<Vec<Waiter>> = Mutex::new(Vec::new());
static FINISHED: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, Vec<Waiter>> {
    WAITERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether `thread` waits, directly or through others, for `me`.
fn waits_for(waiters: &[Waiter], mut thread: usize, me: usize) -> bool {
    while thread != me {
        // A thread that has its outcome is on its way: it waits no longer.
        match waiters.iter().find(|waiter| waiter.thread == thread && waiter.outcome.is_none()) {
            Some(waiter) => thread = waiter.owner,
            None => return false,
        }
    }
    true
}

/// A number that no other living thread has: the address of a thread-local.
#[inline]
pub(crate) fn thread_mark() -> usize {
    thread_local! {
        // Eight bytes, so that the address leaves the flags' bits free.
        static MARK: u64 = const { 0 };
    }
    MARK.with(|mark| core::ptr::from_ref(mark).addr())
}
