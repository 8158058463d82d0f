//! What tasks share, in all interleavings of a few threads.

use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::error::Error as _;
use std::panic::resume_unwind;
use std::sync::Arc;

use loom::future::block_on;
use loom::sync::atomic::{AtomicUsize, Ordering};
use loom::thread;

use super::closer::Closer;
use super::count::Scopes;
use super::open::Openers;
use super::unclosed::ClosingStep;
use super::{Closing, Counted, Outcome, Turns, Unclosed};
use crate::error::{Error, ErrorKind};
use crate::graph::{Node, ProviderKind};
use crate::home::Address;
use crate::lifecycle::Step;

static NODES: [Node; 1] = [Node::new::<()>("pool", ProviderKind::Scoped).opened_in_scope(true)];

/// How the first attempt ends; the next ones are done.
#[derive(Clone, Copy)]
enum First {
    Done,
    Fails,
    Panics,
}

/// A scope that opens one thing.
struct Scope {
    turns: Turns,
    first: First,
    attempts: AtomicUsize,
    opened: AtomicUsize,
}

impl Scope {
    fn new(first: First) -> Arc<Self> {
        let (attempts, opened) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Arc::new(Self { turns: Turns::default(), first, attempts, opened })
    }

    async fn open(&self) -> Result<(), Error> {
        let openers = Openers {
            turns: &self.turns,
            nodes: &NODES,
            is_overridden: |_| false,
            open: |_| Some(Box::pin(self.attempt()) as Step<'_>),
        };
        openers.open_all([0].into_iter()).await
    }

    async fn attempt(&self) -> Result<(), Error> {
        let is_first = self.attempts.fetch_add(1, Ordering::Relaxed) == 0;
        yield_once().await;
        match self.first {
            First::Fails if is_first => {
                Err(Error::new(ErrorKind::ConstructorFailed, &NODES[0]).caused_by("the first"))
            }
            First::Panics if is_first => resume_unwind(Box::new("the first")),
            _ => {
                self.opened.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    /// Polls the opening so many times, and drops it.
    fn give_up_after(&self, polls: usize) {
        let mut opening = pin!(self.open());
        let mut cx = Context::from_waker(Waker::noop());
        let _ = (0..polls).any(|_| opening.as_mut().poll(&mut cx).is_ready());
    }

    fn attempts(&self) -> usize {
        self.attempts.load(Ordering::Relaxed)
    }

    fn opened(&self) -> usize {
        self.opened.load(Ordering::Relaxed)
    }
}

async fn yield_once() {
    let mut yielded = false;
    poll_fn(|cx| {
        if core::mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// More than three switches between threads that could go on show nothing new.
fn model(run: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    builder.check(run);
}

fn spawn<R: 'static>(
    scope: &Arc<Scope>,
    run: impl FnOnce(&Scope) -> R + 'static,
) -> thread::JoinHandle<R> {
    let scope = Arc::clone(scope);
    thread::spawn(move || run(&scope))
}

fn ended(thread: thread::JoinHandle<Result<(), Error>>) -> Result<(), Error> {
    thread.join().expect("it does not panic")
}

#[test]
fn of_two_that_open_it_one_does_and_both_have_it() {
    model(|| {
        let scope = Scope::new(First::Done);
        let other = spawn(&scope, |it| block_on(it.open()));
        assert!(block_on(scope.open()).is_ok() && ended(other).is_ok());
        assert_eq!((scope.attempts(), scope.opened()), (1, 1));
    });
}

#[test]
fn who_waits_has_the_turn_if_whoever_had_it_is_dropped() {
    model(|| {
        let scope = Scope::new(First::Done);
        let dropped = spawn(&scope, |it| it.give_up_after(1));
        assert!(block_on(scope.open()).is_ok());
        dropped.join().expect("it does not panic");
        assert_eq!(scope.opened(), 1);
    });
}

#[test]
fn the_turn_is_not_lost_with_one_of_those_who_wait() {
    model(|| {
        let scope = Scope::new(First::Done);
        let dropped = [1, 2].map(|polls| spawn(&scope, move |it| it.give_up_after(polls)));
        assert!(block_on(scope.open()).is_ok());
        for thread in dropped {
            thread.join().expect("it does not panic");
        }
        assert_eq!(scope.opened(), 1);
    });
}

/// Each of three asks once; one attempt fails.
fn one_attempt_fails(first: First, kind: ErrorKind) {
    model(move || {
        let scope = Scope::new(first);
        let others = [(); 2].map(|()| spawn(&scope, |it| block_on(it.open())));
        let mut all = vec![block_on(scope.open())];
        all.extend(others.map(ended));
        let failures: Vec<_> = all.into_iter().filter_map(Result::err).collect();
        assert!(!failures.is_empty());
        for failure in &failures {
            assert_eq!(failure.kind(), kind);
            assert!(failure.source().is_some_and(|it| it.to_string() == "the first"));
        }
        // Who did not share the failure came later, and has opened it.
        let later = usize::from(failures.len() < 3);
        assert_eq!((scope.attempts(), scope.opened()), (1 + later, later));
    });
}

#[test]
fn those_who_wait_share_one_failure_and_the_next_tries_again() {
    one_attempt_fails(First::Fails, ErrorKind::ConstructorFailed);
}

#[test]
fn those_who_wait_share_one_panic_and_the_next_tries_again() {
    one_attempt_fails(First::Panics, ErrorKind::ConstructorPanicked);
}

#[test]
fn whoever_waits_for_scopes_is_woken_by_the_last_that_ends() {
    model(|| {
        let scopes = Arc::new(Scopes::default());
        let threads = [(); 2].map(|()| {
            scopes.begin();
            let scopes = Arc::clone(&scopes);
            thread::spawn(move || scopes.end())
        });
        block_on(poll_fn(|cx| scopes.poll_none(cx)));
        assert_eq!(scopes.open(), 0);
        for thread in threads {
            thread.join().expect("it does not panic");
        }
    });
}

#[test]
fn what_a_scope_leaves_open_is_kept_before_the_scope_is_over() {
    model(|| {
        let address = Arc::new(Address::default());
        let threads = [(); 2].map(|()| {
            let open = Counted::new(Arc::clone(&address));
            thread::spawn(move || {
                let close = Box::new(|_| Box::pin(async { Vec::new() }) as ClosingStep);
                let closer = Closer { node: &NODES[0], is_async: true, close };
                drop(Unclosed::new(Closing::new(vec![closer], Outcome::Ok), open));
            })
        });
        block_on(poll_fn(|cx| address.life().scopes().poll_none(cx)));
        let left = (0..2).filter(|_| {
            let left = address.life().next_parked();
            left.is_some_and(|mut it| it.poll(&mut Context::from_waker(Waker::noop())).is_ready())
        });
        assert_eq!(left.count(), 2);
        for thread in threads {
            thread.join().expect("it does not panic");
        }
    });
}
