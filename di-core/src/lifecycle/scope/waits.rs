//! Who waits for whom, so that nobody waits for ever.
//!
//! Who opens something may ask for something else, by a way that the graph does not
//! know: a handle of its scope. If that is being opened by another task, which waits
//! for the first one, neither would end.

use core::cell::RefCell;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::sync::thread_local;

/// What is being opened: where, and what.
pub(super) type Key = (usize, usize);

thread_local! {
    /// What this thread is polling at this moment, the outermost first.
    static OPENING: RefCell<Vec<Key>> = RefCell::default();
}

/// Empty unless an opening waits for another.
static WAITING: Mutex<Vec<Waiting>> = Mutex::new(Vec::new());

/// Something that is being opened waits for something else.
struct Waiting {
    from: Key,
    to: Key,
    /// Whose it is; never looked into.
    waits: Arc<()>,
}

/// Polls the opening of `key`.
pub(super) fn during<R>(key: Key, poll: impl FnOnce() -> R) -> R {
    struct Polled;
    impl Drop for Polled {
        fn drop(&mut self) {
            OPENING.with(|opening| opening.borrow_mut().pop());
        }
    }
    OPENING.with(|opening| opening.borrow_mut().push(key));
    let _polled = Polled;
    poll()
}

/// Somebody waits. Dropped, nobody does.
#[derive(Default)]
pub(super) struct Waits(Option<Arc<()>>);

/// Notes that what this thread is polling waits for `key`; nothing if it would wait for
/// ever.
pub(super) fn wait_for(key: Key) -> Option<Waits> {
    let opening = OPENING.with(|opening| opening.borrow().clone());
    if opening.is_empty() {
        return Some(Waits::default());
    }
    let mut waiting = lock();
    let mut reached = vec![key];
    let mut at = 0;
    while at < reached.len() {
        if opening.contains(&reached[at]) {
            return None;
        }
        let next = waiting.iter().filter(|it| it.from == reached[at]).map(|it| it.to);
        let next: Vec<Key> = next.filter(|it| !reached.contains(it)).collect();
        reached.extend(next);
        at += 1;
    }
    let waits = Arc::new(());
    let new = opening.into_iter().map(|from| Waiting { from, to: key, waits: Arc::clone(&waits) });
    waiting.extend(new);
    Some(Waits(Some(waits)))
}

/// Notes that nobody waits for `key` any more: who did has its outcome, and is on its way.
pub(super) fn ended(key: Key) {
    lock().retain(|it| it.to != key);
}

/// Whether something waits that these turns are for.
#[cfg(all(test, not(miri)))]
pub(super) fn is_anything_waiting(turns: usize) -> bool {
    lock().iter().any(|it| it.from.0 == turns || it.to.0 == turns)
}

fn lock() -> MutexGuard<'static, Vec<Waiting>> {
    WAITING.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Waits {
    fn drop(&mut self) {
        if let Some(waits) = &self.0 {
            lock().retain(|it| !Arc::ptr_eq(&it.waits, waits));
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::{during, ended, wait_for};

    #[test]
    fn what_waits_for_itself_waits_for_ever_unless_it_has_its_outcome() {
        // A number that no turns have: it is odd.
        let [one, other] = [(1, 0), (1, 1)];
        let waits = during(one, || wait_for(other)).expect("nobody waits");
        assert!(during(other, || wait_for(one)).is_none(), "in a ring");
        assert!(during(one, || during(other, || wait_for(one))).is_none(), "in itself");
        ended(other);
        let back = during(other, || wait_for(one)).expect("the first one is on its way");
        drop(waits);
        assert!(during(one, || wait_for(other)).is_none(), "in a ring again");
        drop(back);
        assert!(during(one, || wait_for(other)).is_some());
    }
}
