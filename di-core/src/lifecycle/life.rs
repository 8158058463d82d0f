//! What a container has opened, and whether it is closed.

use core::fmt;
use core::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::report::StartStep;
use super::scope::{Closing, Scopes, Turns, Unclosed};
use crate::error::{Error, ErrorKind};

/// What a container has opened, in order, and how far it is with closing it.
#[derive(Debug, Default)]
pub(crate) struct Life {
    open: Mutex<Vec<usize>>,
    /// What could not be closed or dropped, until somebody is told.
    failures: Mutex<Vec<Error>>,
    /// How what was opened went, in the order of completion.
    steps: Mutex<Vec<StartStep>>,
    /// Whose turn it is to shut down.
    shutdown: Turns,
    scopes: Scopes,
    unclosed: Mutex<Abandoned>,
}

/// What nobody has closed, and who does.
#[derive(Default)]
struct Abandoned {
    handler: Option<Handler>,
    /// What the shutdown closes.
    parked: Vec<Closing>,
}

/// Who closes what was dropped without being closed.
pub(super) type Handler = Arc<dyn Fn(Unclosed) + Send + Sync>;

impl Life {
    /// Notes that the provider at a position of the graph is open.
    pub(super) fn note_open(&self, index: usize) {
        lock(&self.open).push(index);
    }

    /// Returns the provider that was opened last, and forgets it.
    pub(super) fn next_to_close(&self) -> Option<usize> {
        lock(&self.open).pop()
    }

    /// Returns what is open, in the order of opening.
    pub(super) fn open(&self) -> Vec<usize> {
        lock(&self.open).clone()
    }

    /// Notes how what was opened went.
    pub(super) fn note_step(&self, step: StartStep) {
        lock(&self.steps).push(step);
    }

    /// Returns how what was opened went.
    pub(super) fn steps(&self) -> Vec<StartStep> {
        lock(&self.steps).clone()
    }

    /// Notes that something could not be closed, or dropped.
    pub(super) fn note_failure(&self, failure: Error) {
        lock(&self.failures).push(failure);
    }

    /// Returns what could not be closed or dropped, and forgets it.
    pub(super) fn take_failures(&self) -> Vec<Error> {
        mem::take(&mut *lock(&self.failures))
    }

    /// Who shuts down, one at a time.
    pub(super) fn shutdown(&self) -> &Turns {
        &self.shutdown
    }

    /// The scopes that are open.
    pub(crate) fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    /// Notes who closes what was dropped without being closed.
    pub(super) fn set_handler(&self, handler: Handler) {
        let before = lock(&self.unclosed).handler.replace(handler);
        // It is the user's: it is not dropped under the lock.
        drop(before);
    }

    /// Returns who closes that.
    pub(super) fn handler(&self) -> Option<Handler> {
        lock(&self.unclosed).handler.clone()
    }

    /// Keeps what nobody has closed until the shutdown, and notes that somebody should
    /// have.
    pub(super) fn leave_open(&self, closing: Closing) {
        for node in closing.nodes() {
            self.note_failure(Error::new(ErrorKind::LeftOpen, node));
        }
        self.park(closing);
    }

    /// Keeps what is to be closed until the shutdown.
    pub(super) fn park(&self, closing: Closing) {
        lock(&self.unclosed).parked.push(closing);
    }

    /// Returns what nobody has closed, the last first, and forgets it.
    pub(super) fn next_parked(&self) -> Option<Closing> {
        lock(&self.unclosed).parked.pop()
    }

    /// Returns how many scopes nobody has closed.
    pub(super) fn parked(&self) -> usize {
        lock(&self.unclosed).parked.len()
    }

    /// Returns how much is still to be closed.
    pub(super) fn left(&self) -> usize {
        let parked: usize = lock(&self.unclosed).parked.iter().map(|it| it.nodes().count()).sum();
        lock(&self.open).len() + parked
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Abandoned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Abandoned").field("parked", &self.parked.len()).finish_non_exhaustive()
    }
}
