//! What a container has opened, and whether it is closed.

use core::mem;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::report::StartStep;
use crate::error::Error;

/// What a container has opened, in order, and how far it is with closing it.
#[derive(Debug, Default)]
pub(crate) struct Life {
    open: Mutex<Vec<usize>>,
    /// What could not be closed or dropped, until somebody is told.
    failures: Mutex<Vec<Error>>,
    /// How what was opened went, in the order of completion.
    steps: Mutex<Vec<StartStep>>,
    is_closing: AtomicBool,
    is_closed: AtomicBool,
}

/// Somebody closes what is open. Dropped, it lets the next one go on.
pub(super) struct Closing<'l>(&'l Life);

impl Life {
    /// Notes that the provider at a position of the graph is open.
    pub(super) fn note_open(&self, index: usize) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).push(index);
    }

    /// Returns the provider that was opened last, and forgets it.
    pub(super) fn next_to_close(&self) -> Option<usize> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Notes how what was opened went.
    pub(super) fn note_step(&self, step: StartStep) {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).push(step);
    }

    /// Returns how what was opened went.
    pub(super) fn steps(&self) -> Vec<StartStep> {
        self.steps.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that something could not be closed, or dropped.
    pub(super) fn note_failure(&self, failure: Error) {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).push(failure);
    }

    /// Returns what could not be closed or dropped, and forgets it.
    pub(super) fn take_failures(&self) -> Vec<Error> {
        mem::take(&mut *self.failures.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins to close; nothing if somebody else does.
    pub(super) fn begin_closing(&self) -> Option<Closing<'_>> {
        self.is_closed.store(true, Ordering::Release);
        let before = self.is_closing.swap(true, Ordering::Acquire);
        (!before).then_some(Closing(self))
    }

    /// Returns whether it is closed, or about to be.
    #[inline]
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }
}

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.is_closing.store(false, Ordering::Release);
    }
}
