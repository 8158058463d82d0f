//! Whose turn it is to do what is done once, and who waits for it.
//!
//! As [`Claim`](crate::claim::Claim), for tasks instead of threads: nobody is blocked,
//! and who has the turn may be dropped half-way.

use core::future::Future;
use core::mem;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use super::sync::{Mutex, MutexGuard, lock};
use super::waits;
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
    /// How the first turn ended that was not just dropped.
    ended: Option<Ended>,
}

/// How a turn ended.
#[derive(Clone, Debug)]
pub(crate) enum Ended {
    /// It is done.
    Done,
    /// Whoever had the turn was dropped, and nobody has it: look again.
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
    /// Nothing if it is dropped.
    ended: Option<Ended>,
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

    /// Returns whether what has this number is done.
    pub(super) fn is_done(&self, index: usize) -> bool {
        self.lock().done.contains(&index)
    }

    /// Asks for the turn to do what has this number.
    pub(crate) fn enter(&self, index: usize) -> Entry<'_> {
        let mut state = self.lock();
        if state.done.contains(&index) {
            return Entry::Done;
        }
        if !state.taken.contains(&index) {
            state.taken.push(index);
            return Entry::Turn(Turn { turns: self, index, ended: None });
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
        self.ended = Some(Ended::Done);
    }

    /// Ends the turn; the next to come does it anew.
    pub(crate) fn ended(mut self, ended: Ended) {
        self.ended = Some(ended);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        state.taken.retain(|it| *it != self.index);
        let mut wakers = Vec::new();
        let waiting = state.waiting.iter_mut();
        for waiting in waiting.filter(|it| it.index == self.index && it.ended.is_none()) {
            // If the turn was dropped, the first to look has it, and the others wait for that
            // one: they share its failure, too.
            waiting.ended.clone_from(&self.ended);
            wakers.push(mem::replace(&mut waiting.waker, Waker::noop().clone()));
        }
        if self.ended.is_some() && !wakers.is_empty() {
            // Under the lock: who waits for the next attempt comes after it.
            waits::ended((self.turns.address(), self.index));
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Future for Wait<'_> {
    type Output = Ended;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Ended> {
        let mut state = self.turns.lock();
        let State { waiting, taken, .. } = &mut *state;
        let waiting = waiting.iter_mut().find(|it| it.number == self.number);
        let Some(waiting) = waiting else { return Poll::Ready(Ended::Again) };
        if let Some(ended) = waiting.ended.take() {
            return Poll::Ready(ended);
        }
        if !taken.contains(&waiting.index) {
            return Poll::Ready(Ended::Again);
        }
        let before = mem::replace(&mut waiting.waker, cx.waker().clone());
        // It may be the last to keep a task, which may wait here, too.
        drop(state);
        drop(before);
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

#[cfg(all(test, not(loom)))]
mod tests {
    use core::pin::pin;
    use core::task::{Context, Poll, Waker};

    use super::{Ended, Entry, Turns};
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Node, ProviderKind};

    static NODE: Node = Node::new::<()>("pool", ProviderKind::Scoped);

    #[test]
    fn who_waits_for_a_turn_that_was_dropped_shares_the_failure_of_who_takes_it() {
        let (turns, mut cx) = (Turns::default(), Context::from_waker(Waker::noop()));
        let Entry::Turn(first) = turns.enter(0) else { panic!("it is free") };
        let Entry::Taken(second) = turns.enter(0) else { panic!("the first has it") };
        let Entry::Taken(third) = turns.enter(0) else { panic!("the first has it") };
        let (mut second, mut third) = (pin!(second), pin!(third));
        assert!(
            second.as_mut().poll(&mut cx).is_pending() && third.as_mut().poll(&mut cx).is_pending()
        );
        drop(first);
        assert!(matches!(second.poll(&mut cx), Poll::Ready(Ended::Again)));
        let Entry::Turn(second) = turns.enter(0) else { panic!("it is free") };
        assert!(third.as_mut().poll(&mut cx).is_pending(), "the second has it");
        second.ended(Ended::Failed(Error::new(ErrorKind::ConstructorFailed, &NODE)));
        assert!(matches!(third.poll(&mut cx), Poll::Ready(Ended::Failed(_))));
    }
}
