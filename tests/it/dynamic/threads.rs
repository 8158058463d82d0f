//! Exactly once, and nothing hangs.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, OnceLock, Weak};
use std::thread;
use std::time::Duration;

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, Error, ErrorKind};

use super::Tested;
use crate::threads::{THREADS, in_time, race};

pub struct Slow(Arc<Vec<u8>>);
pub struct Other;

#[test]
fn thirty_two_threads_get_one_singleton() -> Tested {
    for _ in 0..20 {
        let built = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&built);
        let app = DynamicContainer::builder()
            .singleton_with(move || {
                counter.fetch_add(1, Ordering::Relaxed);
                thread::yield_now();
                Slow(Arc::default())
            })
            .build()?;
        let found = race(move |_| Arc::as_ptr(&app.resolve::<Arc<Slow>>().unwrap().0).addr());
        assert_eq!(found.into_iter().collect::<HashSet<_>>().len(), 1);
        assert_eq!(built.load(Ordering::Relaxed), 1);
    }
    Ok(())
}

#[test]
fn thirty_two_threads_share_one_scope() -> Tested {
    let built = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&built);
    let app = DynamicContainer::builder()
        .scoped_with(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(5));
            Slow(Arc::default())
        })
        .build()?;
    let scope = Arc::new(app.scope_owned());
    let found = race(move |_| Arc::as_ptr(&scope.resolve::<&Slow>().unwrap().0).addr());
    assert_eq!(found.into_iter().collect::<HashSet<_>>().len(), 1);
    assert_eq!(built.load(Ordering::Relaxed), 1);
    Ok(())
}

#[test]
fn those_who_wait_share_one_failure_and_the_next_tries_again() -> Tested {
    let (attempts, arrived) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let reached = Arc::new(Barrier::new(2));
    let (counter, others, building) =
        (Arc::clone(&attempts), Arc::clone(&arrived), Arc::clone(&reached));
    let app = DynamicContainer::builder()
        .provide::<Other>()
        .singleton_with(move || {
            if counter.fetch_add(1, Ordering::Relaxed) == 0 {
                building.wait();
                while others.load(Ordering::Relaxed) < u32::try_from(THREADS).unwrap() {
                    thread::yield_now();
                }
                // All have come to the door: time for the last of them to queue up.
                thread::sleep(Duration::from_millis(300));
                return Err("no luck");
            }
            Ok(Other)
        })
        .build()?;
    let first = Arc::clone(&app);
    let first = thread::spawn(move || first.resolve::<Arc<Other>>().err().unwrap());
    reached.wait();
    let shared = Arc::clone(&app);
    let errors = race(move |_| {
        arrived.fetch_add(1, Ordering::Relaxed);
        shared.resolve::<Arc<Other>>().err().unwrap()
    });
    let first = first.join().unwrap();
    let source = |it: &Error| std::ptr::from_ref(std::error::Error::source(it).unwrap()).addr();
    assert!(errors.iter().all(|it| source(it) == source(&first)));
    assert_eq!(attempts.load(Ordering::Relaxed), 1);
    assert!(app.resolve::<&Other>().is_ok());
    Ok(())
}

#[test]
fn a_panic_in_one_thread_is_an_error_in_those_who_wait() -> Tested {
    let reached = Arc::new(Barrier::new(2));
    let building = Arc::clone(&reached);
    let attempts = AtomicU32::new(0);
    let app = DynamicContainer::builder()
        .provide::<Other>()
        .singleton_with(
            Arc::new(move || {
                if attempts.fetch_add(1, Ordering::Relaxed) == 0 {
                    building.wait();
                    thread::sleep(Duration::from_millis(300));
                    panic!("no luck at all");
                }
                Other
            })
            .into_fn(),
        )
        .build()?;
    let first = Arc::clone(&app);
    let first = thread::spawn(move || first.resolve::<Arc<Other>>().is_ok());
    reached.wait();
    let error = app.resolve::<&Other>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorPanicked);
    assert!(first.join().is_err(), "the panic goes on where it began");
    assert!(app.resolve::<&Other>().is_ok(), "the slot is free");
    Ok(())
}

/// A function that is cloned with what it captures.
trait IntoFn<R> {
    fn into_fn(self) -> impl Fn() -> R + Clone + Send + Sync + 'static;
}

impl<R, F: Fn() -> R + Send + Sync + 'static> IntoFn<R> for Arc<F> {
    fn into_fn(self) -> impl Fn() -> R + Clone + Send + Sync + 'static {
        move || self()
    }
}

#[test]
fn constructors_that_wait_for_each_other_across_threads_end_in_an_error() {
    struct Left;
    struct Right;
    let kinds = in_time(|| {
        let place: Arc<OnceLock<Weak<DynamicContainer>>> = Arc::default();
        let (left, right) = (Arc::clone(&place), Arc::clone(&place));
        let both = Arc::new(Barrier::new(2));
        let (one, two) = (Arc::clone(&both), both);
        let app = DynamicContainer::builder()
            .provide::<Left>()
            .singleton_with(move || {
                one.wait();
                let app = left.get().unwrap().upgrade().unwrap();
                app.resolve::<Arc<Right>>().map(|_| Left)
            })
            .provide::<Right>()
            .singleton_with(move || {
                two.wait();
                let app = right.get().unwrap().upgrade().unwrap();
                app.resolve::<Arc<Left>>().map(|_| Right)
            })
            .build()
            .unwrap();
        place.set(Arc::downgrade(&app)).unwrap();
        let other = Arc::clone(&app);
        let other = thread::spawn(move || other.resolve::<Arc<Left>>().err().map(|it| it.kind()));
        [app.resolve::<Arc<Right>>().err().map(|it| it.kind()), other.join().unwrap()]
    });
    assert!(kinds.contains(&Some(ErrorKind::Cycle)), "{kinds:?}");
}

fn sent<T: Send>(it: T) -> T {
    it
}

fn shared<T: Send + Sync + 'static>() {}

#[test]
fn threads_share_a_container_and_are_sent_a_scope_and_a_start() {
    shared::<DynamicContainer>();
    shared::<OwnedScope<DynamicContainer>>();
    sent(DynamicContainer::builder());
    let mut builder: Builder = DynamicContainer::builder();
    drop(sent(builder.start()));
    let started = tokio::runtime::Runtime::new().unwrap().block_on(async {
        tokio::spawn(async { DynamicContainer::builder().value(1_u8).start().await }).await
    });
    let app = started.unwrap().unwrap();
    drop(sent(app.shutdown()));
    drop(sent(app.scope_owned().close()));
    drop(sent(app.scope().resolve_async::<&u8>()));
}
