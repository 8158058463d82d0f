//! What a scope opens while it lives, and closes when it ends.

mod closer;
mod count;
mod need;
mod open;
mod outcome;
// Thousands of graphs are too many for Miri.
#[cfg(all(test, not(miri)))]
mod random;
mod run;
mod sync;
mod turns;
mod unclosed;
#[cfg(all(test, loom))]
mod under_loom;
mod waits;

use core::any::Any;
use core::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use once_cell::sync::OnceCell;

use closer::Closer;
pub use closer::{Close, CloseFn, Takes, closer};
pub(crate) use count::{Counted, Scopes};
pub(crate) use need::is_needed;
pub(crate) use open::note_closer;
pub use open::{Targets, check_opened, close_later, open_before, open_scoped};
pub use outcome::{Failure, Outcome};
pub use run::{BodyError, ScopeError, run_in_scope};
pub(crate) use turns::{Ended, Entry, Turns};
pub(crate) use unclosed::{Closing, ClosingStep};
pub use unclosed::{OnUnclosed, Unclosed};

use crate::home::Home;

/// What a scope keeps of what it has opened: nothing, [`Tracked`], or [`TrackedLater`].
///
/// The derive chooses it by what is written: if it depended on the graph, no service could
/// hold a scope of its own container.
pub trait Tracking: Send + Sync + Sized + 'static {
    /// Begins with a scope of the container that lives there.
    fn begin(home: Option<&Home>) -> Self;

    /// Returns what is kept, if anything is ever kept.
    fn tracked(&self, home: Option<&Home>) -> Option<&Tracked>;

    /// Returns what is kept so far.
    fn begun(&self) -> Option<&Tracked>;
}

/// In a container whose scopes neither open nor close anything, and which waits for none.
impl Tracking for () {
    #[inline]
    fn begin(_: Option<&Home>) -> Self {}

    #[inline]
    fn tracked(&self, _: Option<&Home>) -> Option<&Tracked> {
        None
    }

    #[inline]
    fn begun(&self) -> Option<&Tracked> {
        None
    }
}

/// Keeps nothing until something is opened.
#[derive(Debug)]
pub struct TrackedLater(OnceCell<Box<Tracked>>);

impl Tracking for TrackedLater {
    #[inline]
    fn begin(_: Option<&Home>) -> Self {
        Self(OnceCell::new())
    }

    fn tracked(&self, home: Option<&Home>) -> Option<&Tracked> {
        Some(self.0.get_or_init(|| Box::new(Tracked::begin(home))))
    }

    #[inline]
    fn begun(&self) -> Option<&Tracked> {
        self.0.get().map(|it| &**it)
    }
}

/// What a scope has opened.
///
/// The scope drops it after its slots: what closes something is the last to have it.
pub struct Tracked {
    /// Nothing only if the container has no provider, and so no scope that opens anything.
    open: Option<Counted>,
    turns: Turns,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// In the order of completed opening.
    closers: Vec<Closer>,
    /// What the closers are told if the scope is dropped, or after it was closed.
    outcome: Option<Outcome>,
    /// Dropped when all is closed.
    until_closed: Option<Box<dyn Any + Send>>,
}

impl Tracking for Tracked {
    fn begin(home: Option<&Home>) -> Self {
        let open = home.map(|home| Counted::new(home.address()));
        Self { open, turns: Turns::default(), kept: Mutex::default() }
    }

    fn tracked(&self, _: Option<&Home>) -> Option<&Tracked> {
        Some(self)
    }

    fn begun(&self) -> Option<&Tracked> {
        Some(self)
    }
}

impl Tracked {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, closer: Closer) {
        self.kept().closers.push(closer);
    }

    /// Notes what the closers are told if nobody closes the scope.
    pub(crate) fn note_outcome(&self, outcome: Outcome) {
        let before = self.kept().outcome.replace(outcome);
        drop(before);
    }

    /// Keeps something until all is closed, if there is anything to close.
    pub(crate) fn keep_until_closed<K: Send + 'static>(&self, keep: impl FnOnce() -> K) {
        let mut kept = self.kept();
        if !kept.closers.is_empty() {
            kept.until_closed = Some(Box::new(keep()));
        }
    }

    /// Takes what is to be closed. Who is still asked for something, by a way back to the
    /// scope, may note more; that is told the same.
    pub(crate) fn take(&self, outcome: Option<Outcome>) -> Option<Unclosed> {
        let Kept { closers, outcome: noted, until_closed } = core::mem::take(&mut *self.kept());
        let outcome = outcome.or(noted).unwrap_or(Outcome::Cancelled);
        self.note_outcome(outcome.clone());
        let open = self.open.clone()?;
        Some(Unclosed::new(Closing::new(closers, outcome).keeping(until_closed), open))
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        // Nobody else can have the lock.
        let kept = self.kept.get_mut().unwrap_or_else(PoisonError::into_inner);
        if !kept.closers.is_empty() {
            if let Some(unclosed) = self.take(None) {
                unclosed.abandon();
            }
        }
    }
}

impl fmt::Debug for Tracked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tracked").field("closers", &self.kept().closers).finish_non_exhaustive()
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use core::future::ready;
    use std::sync::{Arc, Mutex};

    use super::closer::Closer;
    use super::unclosed::ClosingStep;
    use super::{Outcome, Tracked, Tracking as _};
    use crate::graph::{Node, ProviderKind};
    use crate::home::Home;

    static NODE: Node = Node::new::<()>("audit", ProviderKind::Scoped);

    #[test]
    fn what_is_built_while_its_scope_is_closed_is_told_the_same_outcome() {
        let tracked = Tracked::begin(Some(&Home::new()));
        let told = Arc::new(Mutex::new(None));
        assert!(tracked.take(Some(Outcome::Ok)).is_some_and(|it| it.nodes().count() == 0));
        let late = Arc::clone(&told);
        let close = Box::new(move |outcome| -> ClosingStep {
            *late.lock().expect("no panic") = Some(outcome);
            Box::pin(ready(Vec::new()))
        });
        tracked.note(Closer { node: &NODE, is_async: false, close });
        drop(tracked);
        assert!(matches!(*told.lock().expect("no panic"), Some(Outcome::Ok)));
    }
}
