use core::task::{Context, Poll, Waker};
use std::sync::Arc;

use super::sync::{AtomicUsize, Mutex, Ordering, lock};
use crate::home::Address;

/// How many scopes of a container are open, and who waits until none is: the shutdown.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    open: AtomicUsize,
    /// One shuts down at a time.
    waiting: Mutex<Option<Waker>>,
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
            let waker = lock(&self.waiting).take();
            waker.into_iter().for_each(Waker::wake);
        }
    }

    /// Returns how many are open.
    pub(crate) fn open(&self) -> usize {
        self.open.load(Ordering::Acquire)
    }

    /// Is ready when none is open.
    pub(crate) fn poll_none(&self, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let before = lock(&self.waiting).replace(waker);
        drop(before);
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

#[cfg(all(test, not(loom)))]
mod tests {
    use core::task::{Context, Waker};
    use std::sync::Arc;
    use std::task::Wake;

    use super::Scopes;

    struct Nobody;

    impl Wake for Nobody {
        fn wake(self: Arc<Self>) {}
    }

    #[test]
    fn whoever_waits_with_ever_new_wakers_keeps_the_last_one() {
        let scopes = Scopes::default();
        scopes.begin();
        let first = Arc::new(Nobody);
        for waker in [Waker::from(Arc::clone(&first)), Waker::from(Arc::new(Nobody))] {
            assert!(scopes.poll_none(&mut Context::from_waker(&waker)).is_pending());
        }
        assert_eq!(Arc::strong_count(&first), 1);
        scopes.end();
        assert!(scopes.poll_none(&mut Context::from_waker(Waker::noop())).is_ready());
    }
}
