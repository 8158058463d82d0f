//! Exactly once, and nothing hangs.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Barrier, OnceLock, Weak};
use std::thread;
use std::time::Duration;

use di_core::prelude::*;
use di_core::{Error, ErrorKind};

pub(crate) const THREADS: usize = 32;

pub struct Slow;
pub struct Other;
pub struct RequestId;

#[derive(Container)]
pub struct App {
    #[provide(with = || Slow)]
    slow: Singleton<Slow>,
    #[provide(with = || Other)]
    other: Singleton<Other>,
    #[provide(with = || RequestId)]
    request: Scoped<RequestId>,
}

/// Runs `task` in many threads that start together, and collects the results; it
/// fails, rather than waits for ever, if one hangs.
pub(crate) fn race<T: Send + 'static>(task: impl Fn(usize) -> T + Send + Sync + 'static) -> Vec<T> {
    let (task, start) = (Arc::new(task), Arc::new(Barrier::new(THREADS)));
    let (sender, results) = mpsc::channel();
    for number in 0..THREADS {
        let (task, start, sender) = (Arc::clone(&task), Arc::clone(&start), sender.clone());
        thread::spawn(move || {
            start.wait();
            sender.send(task(number))
        });
    }
    (0..THREADS).map(|_| results.recv_timeout(Duration::from_secs(60)).expect("it hangs")).collect()
}

/// Runs `task` in a thread of its own; fails, rather than waits for ever, if it hangs.
pub(crate) fn in_time<T: Send + 'static>(task: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, result) = mpsc::channel();
    thread::spawn(move || sender.send(task()));
    result.recv_timeout(Duration::from_secs(60)).expect("it hangs, or it panicked")
}

#[test]
fn thirty_two_threads_get_one_singleton() {
    for _ in 0..50 {
        let built = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&built);
        let mut app = App::new();
        app.slow.override_with_fn(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            thread::yield_now();
            Slow
        });
        let app = app.build();
        let shared = Arc::clone(&app);
        let found = race(move |_| Arc::as_ptr(&shared.resolve::<Arc<Slow>>().unwrap()).addr());
        assert_eq!(found.into_iter().collect::<HashSet<_>>().len(), 1);
        assert_eq!(built.load(Ordering::Relaxed), 1);
    }
}

#[test]
fn thirty_two_threads_share_one_scope() {
    let built = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&built);
    let mut app = App::new();
    app.request.override_with_fn(move || {
        counter.fetch_add(1, Ordering::Relaxed);
        thread::sleep(Duration::from_millis(5));
        RequestId
    });
    let scope = Arc::new(app.build().scope_owned());
    let found = race(move |_| Arc::as_ptr(&scope.resolve::<Arc<RequestId>>().unwrap()).addr());
    assert_eq!(found.into_iter().collect::<HashSet<_>>().len(), 1);
    assert_eq!(built.load(Ordering::Relaxed), 1);
}

#[test]
fn those_who_wait_share_one_failure() {
    let (attempts, arrived) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let reached = Arc::new(Barrier::new(2));
    let (counter, others, building) =
        (Arc::clone(&attempts), Arc::clone(&arrived), Arc::clone(&reached));
    let mut app = App::new();
    app.slow.override_with_fn(move || {
        if counter.fetch_add(1, Ordering::Relaxed) == 0 {
            building.wait();
            while others.load(Ordering::Relaxed) < 32 {
                thread::yield_now();
            }
            // All have come to the door: time for the last of them to queue up.
            thread::sleep(Duration::from_millis(300));
            return Err("no luck");
        }
        Ok(Slow)
    });
    let app = app.build();
    let first = Arc::clone(&app);
    let first = thread::spawn(move || first.resolve::<Arc<Slow>>().err().unwrap());
    reached.wait();
    let shared = Arc::clone(&app);
    let errors = race(move |_| {
        arrived.fetch_add(1, Ordering::Relaxed);
        shared.resolve::<Arc<Slow>>().err()
    });
    assert!(errors.iter().flatten().all(|it| it.kind() == ErrorKind::ConstructorFailed));
    assert_eq!(errors.iter().flatten().count(), THREADS, "all share the failure");
    assert_eq!(first.join().unwrap().kind(), ErrorKind::ConstructorFailed);
    assert_eq!(attempts.load(Ordering::Relaxed), 1, "one attempt for all");
    assert!(app.resolve::<&Slow>().is_ok(), "the next to come tries again");
}

#[test]
fn those_who_wait_for_a_panic_get_an_error_and_the_next_tries_again() {
    let reached = Arc::new(Barrier::new(2));
    let attempts = Arc::new(AtomicU32::new(0));
    let (at, counter) = (Arc::clone(&reached), Arc::clone(&attempts));
    let mut app = App::new();
    app.slow.override_with_fn(move || {
        if counter.fetch_add(1, Ordering::Relaxed) == 0 {
            at.wait();
            thread::sleep(Duration::from_millis(500));
            panic!("on purpose");
        }
        Slow
    });
    let app = app.build();
    let panics = Arc::clone(&app);
    let panics = thread::spawn(move || panics.resolve::<Arc<Slow>>().is_ok());
    reached.wait();
    let error = app.resolve::<&Slow>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorPanicked);
    assert_eq!(error.to_string(), "the constructor of `Slow` panicked in another thread (Slow)");
    assert!(panics.join().is_err(), "the panic itself went to its own thread");
    assert!(app.resolve::<&Slow>().is_ok());
}

#[test]
fn a_constructor_that_waits_for_a_thread_does_not_stall_it() {
    let handle: Arc<OnceLock<Weak<App>>> = Arc::default();
    let captured = Arc::clone(&handle);
    let mut app = App::new();
    app.slow.override_with_fn(move || {
        let app = captured.get().unwrap().upgrade().unwrap();
        let thread = thread::spawn(move || app.resolve::<Arc<Other>>().is_ok());
        assert!(thread.join().unwrap());
        Slow
    });
    let app = app.build();
    handle.set(Arc::downgrade(&app)).unwrap();
    assert!(app.resolve::<&Slow>().is_ok());
}

#[test]
fn two_threads_that_would_wait_for_each_other_get_an_error() {
    let handle: Arc<OnceLock<Weak<App>>> = Arc::default();
    let both = Arc::new(Barrier::new(2));
    let mut app = App::new();
    let (container, together) = (Arc::clone(&handle), Arc::clone(&both));
    app.slow.override_with_fn(move || {
        together.wait();
        container.get().unwrap().upgrade().unwrap().resolve::<Arc<Other>>().map(|_| Slow)
    });
    let (container, together) = (Arc::clone(&handle), both);
    app.other.override_with_fn(move || {
        together.wait();
        container.get().unwrap().upgrade().unwrap().resolve::<Arc<Slow>>().map(|_| Other)
    });
    let app = app.build();
    handle.set(Arc::downgrade(&app)).unwrap();
    let (sender, results) = mpsc::channel::<Option<Error>>();
    let (one, two) = (Arc::clone(&app), app);
    let first = sender.clone();
    thread::spawn(move || first.send(one.resolve::<Arc<Slow>>().err()));
    thread::spawn(move || sender.send(two.resolve::<Arc<Other>>().err()));
    for _ in 0..2 {
        let error = results.recv_timeout(Duration::from_secs(60)).expect("it hangs").unwrap();
        assert_eq!(error.kind(), ErrorKind::Cycle);
        assert!(error.path().len() >= 2, "{error:#}");
    }
}
