//! What has happened so far, and what of it should not have.

use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};
use std::task::Wake;

use super::step::{End, FakeStep};
use super::wiring::{Expected, Wiring};
use crate::error::{Error, ErrorKind};
use crate::graph::Node;
use crate::lifecycle::Step;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Open(usize),
    Close(usize),
}

/// A world that its steps know.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<World>>);

pub(super) struct World {
    nodes: &'static [Node],
    expected: Expected,
    /// What the container was asked to begin with.
    called: BTreeSet<usize>,
    /// What was polled.
    begun: BTreeSet<usize>,
    /// What others need not wait for any more.
    pub(super) open: BTreeSet<usize>,
    /// What is to be closed, in the order in which its opening was completed.
    pub(super) to_close: Vec<usize>,
    is_failed: bool,
    /// The closer that was begun last, unless it has ended.
    closing: Option<usize>,
    pub(super) failures: Vec<(ErrorKind, usize)>,
    /// The steps that were not dropped.
    pub(super) alive: Vec<What>,
    waiting: VecDeque<(What, Waker)>,
    pub(super) polls: usize,
    /// What should not have happened. A panic in a step would be caught.
    pub(super) wrong: Vec<String>,
}

impl Shared {
    pub(super) fn new(nodes: &'static [Node], expected: Expected) -> Self {
        Self(Arc::new(Mutex::new(World {
            nodes,
            expected,
            called: BTreeSet::new(),
            begun: BTreeSet::new(),
            open: BTreeSet::new(),
            to_close: Vec::new(),
            is_failed: false,
            closing: None,
            failures: Vec::new(),
            alive: Vec::new(),
            waiting: VecDeque::new(),
            polls: 0,
            wrong: Vec::new(),
        })))
    }

    pub(super) fn with<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.0.lock().expect("nothing panics while it is locked"))
    }

    /// What `Lifecycle::open` does.
    pub(super) fn open(&self, wiring: &Wiring, index: usize) -> Option<Step<'static>> {
        let script = wiring.0[index].opening.clone();
        self.with(|it| it.begins_to_open(index, script.end == End::Nothing));
        (script.end != End::Nothing)
            .then(|| Box::pin(FakeStep::new(self, What::Open(index), script)) as Step<'_>)
    }

    /// What `Lifecycle::close` does.
    pub(super) fn close(&self, wiring: &Wiring, index: usize) -> Option<Step<'static>> {
        let script = wiring.0[index].closing.clone();
        self.with(|it| it.begins_to_close(index));
        match script.end {
            End::Nothing => None,
            End::PanicsAtOnce => {
                let message = self.with(|it| it.fail(ErrorKind::CloserPanicked, index));
                std::panic::resume_unwind(Box::new(message))
            }
            _ => Some(Box::pin(FakeStep::new(self, What::Close(index), script))),
        }
    }

    /// Polls so many times, but only when it was woken.
    pub(super) fn drive<F: Future>(
        &self,
        mut future: Pin<&mut F>,
        polls: usize,
    ) -> Option<F::Output> {
        for _ in 0..polls {
            // Only the waker of the last poll counts.
            let woken = Arc::new(Woken::default());
            let waker = Waker::from(Arc::clone(&woken));
            let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
            self.with(|it| it.polls += 1);
            if let Poll::Ready(output) = polled {
                return Some(output);
            }
            self.with(World::is_pending);
            if !woken.0.load(Ordering::Relaxed) {
                self.with(World::wake_one);
            }
            assert!(woken.0.load(Ordering::Relaxed), "nobody will wake it");
        }
        None
    }
}

#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl World {
    fn check(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        if !is_right {
            self.wrong.push(wrong());
        }
    }

    fn begins_to_open(&mut self, index: usize, is_nothing: bool) {
        let is_first = self.called.insert(index);
        self.check(is_first, || format!("n{index} is opened twice"));
        self.check(self.expected.opened.contains(&index), || format!("nobody wants n{index}"));
        self.check(self.may_begin(index), || format!("n{index} is opened too early"));
        self.check(!self.is_failed, || format!("n{index} is opened after a failure"));
        if is_nothing {
            self.begun.insert(index);
            self.open.insert(index);
        }
    }

    fn may_begin(&self, index: usize) -> bool {
        self.expected.waits_for[index].is_subset(&self.open)
    }

    fn begins_to_close(&mut self, index: usize) {
        let last = self.to_close.pop();
        self.check(last == Some(index), || format!("n{index} is closed instead of {last:?}"));
        let alive = self.alive.clone();
        self.check(alive.is_empty(), || format!("n{index} is closed during {alive:?}"));
        self.closing = Some(index);
    }

    pub(super) fn polled(&mut self, what: What) {
        let What::Open(index) = what else { return };
        self.check(!self.is_failed, || format!("n{index} is polled after a failure"));
        self.begun.insert(index);
    }

    /// Ends a step; what it panics with is an error of the outer `Result`.
    pub(super) fn ended(&mut self, what: What, end: End) -> Result<Result<(), Error>, String> {
        let (index, failed, panicked) = match what {
            What::Open(index) => {
                (index, ErrorKind::ConstructorFailed, ErrorKind::ConstructorPanicked)
            }
            What::Close(index) => {
                self.closing = None;
                (index, ErrorKind::CloserFailed, ErrorKind::CloserPanicked)
            }
        };
        self.wake_one();
        match (end, what) {
            (End::Fails, _) => {
                let message = self.fail(failed, index);
                Ok(Err(Error::new(failed, &self.nodes[index]).caused_by(message)))
            }
            (End::Panics, _) => Err(self.fail(panicked, index)),
            (_, What::Open(_)) => {
                self.open.insert(index);
                self.to_close.push(index);
                Ok(Ok(()))
            }
            (_, What::Close(_)) => Ok(Ok(())),
        }
    }

    /// Notes a failure, and returns what it says.
    fn fail(&mut self, kind: ErrorKind, index: usize) -> String {
        self.is_failed |= !matches!(kind, ErrorKind::CloserFailed | ErrorKind::CloserPanicked);
        self.failures.push((kind, index));
        format!("{kind:?} n{index}")
    }

    /// Drops a step; returns what it panics with.
    pub(super) fn dropped(&mut self, what: What, panics: bool) -> Option<String> {
        self.alive.retain(|it| *it != what);
        self.waiting.retain(|(it, _)| *it != what);
        match what {
            What::Open(index) if panics && self.is_failed && !self.open.contains(&index) => {
                Some(self.fail(ErrorKind::ConstructorPanicked, index))
            }
            What::Close(index) if self.closing == Some(index) => {
                self.closing = None;
                self.failures.push((ErrorKind::CloserDropped, index));
                None
            }
            _ => None,
        }
    }

    /// Waits until another step goes on.
    pub(super) fn wait(&mut self, what: What, waker: &Waker) {
        self.waiting.push_back((what, waker.clone()));
    }

    /// Whether the step still waits; it does so with its latest waker.
    pub(super) fn still_waits(&mut self, what: What, waker: &Waker) -> bool {
        let waiting = self.waiting.iter_mut().find(|(it, _)| *it == what);
        waiting.is_some_and(|(_, known)| {
            known.clone_from(waker);
            true
        })
    }

    /// Lets the step go on that has waited the longest.
    pub(super) fn wake_one(&mut self) {
        if let Some((_, waker)) = self.waiting.pop_front() {
            waker.wake();
        }
    }

    /// What others need not wait for, they do not wait for: while anything is delayed,
    /// all that could have begun has.
    fn is_pending(&mut self) {
        let could = self.expected.opened.iter().copied().filter(|it| self.may_begin(*it));
        let late: Vec<_> = could.filter(|it| !self.begun.contains(it)).collect();
        self.check(self.is_failed || late.is_empty(), || format!("{late:?} could have begun"));
    }
}
