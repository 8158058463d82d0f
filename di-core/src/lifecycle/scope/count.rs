use core::task::{Context, Poll, Waker};
use std::sync::Arc;

use super::sync::{AtomicUsize, Mutex, Ordering, lock};
use crate::home::Address;

/// How many scopes of a container are open, and who waits until none is.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    open: AtomicUsize,
    waiting: Mutex<Vec<Waker>>,
}

/// An open scope; dropped, it is none.
#[derive(Debug)]
pub(crate) struct Counted(Arc<Address>);

impl Scopes {
    pub(super) fn begin(&self) {
        self.open.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(&self) {
        // Under the lock, or before it: who waits looks after it has left its waker.
        if self.open.fetch_sub(1, Ordering::AcqRel) == 1 {
            let wakers = core::mem::take(&mut *lock(&self.waiting));
            wakers.into_iter().for_each(Waker::wake);
        }
    }

    /// Returns how many are open.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::Acquire)
    }

    /// Is ready when none is open.
    pub(crate) fn poll_none(&self, cx: &mut Context<'_>) -> Poll<()> {
        let mut waiting = lock(&self.waiting);
        if !waiting.iter().any(|it| it.will_wake(cx.waker())) {
            waiting.push(cx.waker().clone());
        }
        drop(waiting);
        if self.open() == 0 { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Counted {
    pub(crate) fn new(address: Arc<Address>) -> Self {
        address.life().scopes().begin();
        Self(address)
    }

    pub(super) fn address(&self) -> &Arc<Address> {
        &self.0
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.0))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.life().scopes().end();
    }
}
