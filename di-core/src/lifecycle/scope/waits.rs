//! Who waits for whom, so that nobody waits for ever.
//!
//! Who opens something may ask for something else, by a way that the graph does not
//! know: a handle of its scope. If that is being opened by another task, which waits
//! for the first one, neither would end.

use core::cell::RefCell;
use std::sync::{Mutex, PoisonError};

/// What is being opened: where, and what.
pub(super) type Key = (usize, usize);

thread_local! {
    /// What this thread is polling at this moment, the outermost first.
    static OPENING: RefCell<Vec<Key>> = const { RefCell::new(Vec::new()) };
}

/// What is being opened, and what it waits for. Empty unless an opening waits for
/// another.
static WAITS: Mutex<Vec<(Key, Key)>> = Mutex::new(Vec::new());

/// Polls the opening of `key`.
pub(super) fn during<R>(key: Key, poll: impl FnOnce() -> R) -> R {
    struct Polled;
    impl Drop for Polled {
        fn drop(&mut self) {
            OPENING.with_borrow_mut(Vec::pop);
        }
    }
    OPENING.with_borrow_mut(|opening| opening.push(key));
    let _polled = Polled;
    poll()
}

/// Somebody waits. Dropped, nobody does.
#[derive(Default)]
pub(super) struct Waits(Vec<(Key, Key)>);

/// Notes that what this thread is polling waits for `key`; nothing if it would wait for
/// ever.
pub(super) fn wait_for(key: Key) -> Option<Waits> {
    let opening = OPENING.with_borrow(Vec::clone);
    if opening.is_empty() {
        return Some(Waits::default());
    }
    let mut waits = WAITS.lock().unwrap_or_else(PoisonError::into_inner);
    let mut reached = vec![key];
    let mut at = 0;
    while at < reached.len() {
        if opening.contains(&reached[at]) {
            return None;
        }
        let next = waits.iter().filter(|(from, _)| *from == reached[at]).map(|(_, to)| *to);
        let next: Vec<Key> = next.filter(|it| !reached.contains(it)).collect();
        reached.extend(next);
        at += 1;
    }
    let new: Vec<_> = opening.into_iter().map(|from| (from, key)).collect();
    waits.extend(&new);
    Some(Waits(new))
}

impl Drop for Waits {
    fn drop(&mut self) {
        if self.0.is_empty() {
            return;
        }
        let mut waits = WAITS.lock().unwrap_or_else(PoisonError::into_inner);
        for mine in &self.0 {
            if let Some(at) = waits.iter().position(|it| it == mine) {
                waits.swap_remove(at);
            }
        }
    }
}
