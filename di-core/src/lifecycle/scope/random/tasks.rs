//! A little executor: it polls the tasks that are awake in random order, and drops some.

use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use core::time::Duration;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::task::Wake;

use super::step::BREAKS;
use super::world::{Shared, World};
use crate::lifecycle::Timer;

/// What a task does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Does {
    /// Asks for something in this scope.
    Asks(usize),
    /// Closes what is open of this scope.
    Closes(usize),
    ShutsDown,
    /// Closes what a scope has left open that somebody else has given up.
    ClosesWhatIsLeft(usize),
}

struct Task {
    does: Does,
    future: Pin<Box<dyn Future<Output = ()>>>,
    /// Only the waker of the last poll counts.
    woken: Arc<Woken>,
    /// After so many polls it is dropped.
    polls: Option<usize>,
}

/// The tasks that have not ended.
pub(super) struct Tasks {
    left: Vec<Task>,
    world: Shared,
    seed: u64,
    polls: usize,
    /// The scope whose closing was just dropped by its owner.
    given_up: Option<usize>,
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Tasks {
    pub(super) fn new(world: &Shared, seed: u64) -> Self {
        Self { left: Vec::new(), world: world.clone(), seed: seed | 1, polls: 0, given_up: None }
    }

    pub(super) fn spawn(
        &mut self,
        does: Does,
        polls: Option<usize>,
        future: impl Future<Output = ()> + 'static,
    ) {
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        self.left.push(Task { does, future: Box::pin(future), woken, polls });
        if polls == Some(0) {
            let last = self.left.len() - 1;
            self.drop_task(last);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    pub(super) fn any(&self, does: Does) -> bool {
        self.left.iter().any(|it| it.does == does)
    }

    /// Polls one of those that are awake; if none is, wakes somebody.
    pub(super) fn poll_one(&mut self) {
        let all = 0..self.left.len();
        let awake = all.filter(|it| self.left[*it].woken.0.load(Ordering::Relaxed));
        let awake: Vec<usize> = awake.collect();
        if awake.is_empty() {
            self.wake();
            return;
        }
        let at = awake[self.random(awake.len())];
        let task = &mut self.left[at];
        task.woken = Arc::new(Woken(AtomicBool::new(false)));
        let waker = Waker::from(Arc::clone(&task.woken));
        let mut cx = Context::from_waker(&waker);
        let polled = catch_unwind(AssertUnwindSafe(|| task.future.as_mut().poll(&mut cx)));
        self.polls += 1;
        assert!(self.polls < 5000, "it does not end");
        if let Some(polls) = &mut task.polls {
            *polls -= 1;
        }
        match polled {
            Ok(Poll::Pending) if task.polls == Some(0) => self.drop_task(at),
            Ok(Poll::Pending) => {}
            Ok(Poll::Ready(())) => drop(self.left.swap_remove(at)),
            Err(panicked) => {
                let does = self.left.swap_remove(at).does;
                match does {
                    Does::Closes(scope) | Does::ClosesWhatIsLeft(scope)
                        if panicked.downcast_ref() == Some(&BREAKS) =>
                    {
                        self.world.with(|it| it.closing_broke(scope));
                    }
                    _ => resume_unwind(panicked),
                }
            }
        }
    }

    /// Drops a task that has not ended.
    fn drop_task(&mut self, at: usize) {
        let Task { does, future, .. } = self.left.swap_remove(at);
        // What is dropped may panic.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(future)));
        match does {
            Does::Closes(scope) => self.given_up = Some(scope),
            Does::ClosesWhatIsLeft(scope) => self.world.with(|it| it.left_open(scope)),
            _ => {}
        }
    }

    /// Returns the scope whose closing was just dropped by its owner.
    pub(super) fn take_given_up(&mut self) -> Option<usize> {
        self.given_up.take()
    }

    fn wake(&mut self) {
        if self.world.with(World::wake_one) || self.world.with(World::wake_by_time) {
            return;
        }
        // A closer that never ends is given up, by who closes its scope.
        let closes = self
            .left
            .iter()
            .position(|it| matches!(it.does, Does::Closes(_) | Does::ClosesWhatIsLeft(_)));
        let hangs = self.world.with(|it| it.wiring.hangs());
        match closes.filter(|_| hangs) {
            Some(at) => self.drop_task(at),
            None => panic!(
                "nobody will wake {:?}",
                self.left.iter().map(|it| it.does).collect::<Vec<_>>()
            ),
        }
    }

    fn random(&mut self, below: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        usize::try_from(self.seed >> 33).unwrap_or(0) % below
    }
}

/// A clock that goes on when nobody has anything to do.
pub(super) struct FakeTimer(pub(super) Shared);

impl Timer for FakeTimer {
    fn now(&self) -> Duration {
        self.0.with(|it| it.now)
    }

    async fn sleep(&self, duration: Duration) {
        let until = self.now() + duration;
        core::future::poll_fn(|cx| {
            self.0.with(|it| {
                if it.now >= until {
                    return Poll::Ready(());
                }
                it.sleepers.push((until, cx.waker().clone()));
                Poll::Pending
            })
        })
        .await;
    }
}
