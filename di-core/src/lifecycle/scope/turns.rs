//! Whose turn it is to do what is done once, and who waits for it.
//!
//! As [`Claim`](crate::claim::Claim), for tasks instead of threads: nobody is blocked,
//! and who has the turn may be dropped half-way.

use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use super::sync::{Mutex, MutexGuard, lock};
use crate::error::Error;

/// The turns of one scope, or of one container.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// What is done once and for all.
    done: Vec<usize>,
    taken: Vec<usize>,
    waiting: Vec<Waiting>,
    /// The number of the next to wait.
    next: u64,
}

#[derive(Debug)]
struct Waiting {
    number: u64,
    index: usize,
    waker: Waker,
    ended: Option<Ended>,
}

/// How a turn ended.
#[derive(Clone, Debug)]
pub(crate) enum Ended {
    /// It is done.
    Done,
    /// Whoever had the turn was dropped: look again.
    Again,
    /// Share this failure.
    Failed(Error),
}

/// What comes of asking for the turn.
pub(crate) enum Entry<'t> {
    /// It was done before.
    Done,
    /// It is yours.
    Turn(Turn<'t>),
    /// Somebody else has it.
    Taken(Wait<'t>),
}

/// The turn. Dropped, it goes to the next.
pub(crate) struct Turn<'t> {
    turns: &'t Turns,
    index: usize,
    ended: Ended,
}

/// Waits until whoever has the turn has finished.
pub(crate) struct Wait<'t> {
    turns: &'t Turns,
    number: u64,
}

impl Turns {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.0)
    }

    /// A number that no other living one has.
    pub(super) fn address(&self) -> usize {
        core::ptr::from_ref(self).addr()
    }

    /// Asks for the turn to do what has this number.
    pub(crate) fn enter(&self, index: usize) -> Entry<'_> {
        let mut state = self.lock();
        if state.done.contains(&index) {
            return Entry::Done;
        }
        if !state.taken.contains(&index) {
            state.taken.push(index);
            return Entry::Turn(Turn { turns: self, index, ended: Ended::Again });
        }
        let number = state.next;
        state.next += 1;
        state.waiting.push(Waiting { number, index, waker: Waker::noop().clone(), ended: None });
        Entry::Taken(Wait { turns: self, number })
    }
}

impl Turn<'_> {
    /// Ends the turn: it is done, and never to be done again.
    pub(crate) fn done(mut self) {
        self.turns.lock().done.push(self.index);
        self.ended = Ended::Done;
    }

    /// Ends the turn; the next to come does it anew.
    pub(crate) fn ended(mut self, ended: Ended) {
        self.ended = ended;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        state.taken.retain(|it| *it != self.index);
        let mut wakers = Vec::new();
        let waiting = state.waiting.iter_mut();
        for waiting in waiting.filter(|it| it.index == self.index && it.ended.is_none()) {
            waiting.ended = Some(self.ended.clone());
            wakers.push(mem::replace(&mut waiting.waker, Waker::noop().clone()));
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Future for Wait<'_> {
    type Output = Ended;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Ended> {
        let mut state = self.turns.lock();
        let waiting = state.waiting.iter_mut().find(|it| it.number == self.number);
        let Some(waiting) = waiting else { return Poll::Ready(Ended::Again) };
        if let Some(ended) = waiting.ended.take() {
            return Poll::Ready(ended);
        }
        waiting.waker.clone_from(cx.waker());
        Poll::Pending
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        let mine = state.waiting.iter().position(|it| it.number == self.number);
        let mine = mine.map(|at| state.waiting.swap_remove(at));
        // What a failure was caused by is the user's: it is not dropped under the lock.
        drop(state);
        drop(mine);
    }
}
