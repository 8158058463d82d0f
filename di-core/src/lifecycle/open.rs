use core::future::poll_fn;
use core::task::{Context as TaskContext, Poll};
use std::collections::BTreeSet;

use super::plan::{Plan, Planned};
use super::{Failed, Lifecycle, Step, poll};
use crate::context::Context;
use crate::error::{Error, ErrorKind};
use crate::graph::Node;

/// Opens what is to be opened: each as soon as what it needs is open.
///
/// What is still being opened when something fails, is dropped.
pub(super) async fn open<C: Lifecycle>(container: &C) -> Result<(), Error> {
    let mut opening = Opening {
        container,
        waiting: Plan::of(container).steps,
        running: Vec::new(),
        open: BTreeSet::new(),
    };
    poll_fn(|cx| opening.poll(cx)).await
}

struct Opening<'c, C> {
    container: &'c C,
    waiting: Vec<Planned>,
    running: Vec<(usize, Step<'c>)>,
    open: BTreeSet<usize>,
}

impl<C: Lifecycle> Opening<'_, C> {
    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        loop {
            self.begin();
            let before = self.open.len();
            let mut at = 0;
            while at < self.running.len() {
                let (index, step) = &mut self.running[at];
                match poll(step, cx) {
                    Poll::Pending => at += 1,
                    Poll::Ready(Ok(())) => {
                        self.open.insert(*index);
                        note_open(self.container, *index);
                        drop(self.running.swap_remove(at));
                    }
                    Poll::Ready(Err(failed)) => {
                        let node = Context::<C>::node(*index);
                        self.running.clear();
                        return Poll::Ready(Err(failed.into_error(node)));
                    }
                }
            }
            if self.running.is_empty() && self.waiting.is_empty() {
                return Poll::Ready(Ok(()));
            }
            if self.open.len() == before {
                return Poll::Pending;
            }
        }
    }

    /// Begins to open what waits for nothing any more.
    fn begin(&mut self) {
        let mut at = 0;
        while at < self.waiting.len() {
            if !self.waiting[at].waits_for.is_subset(&self.open) {
                at += 1;
                continue;
            }
            let index = self.waiting.remove(at).index;
            if let Some(step) = self.container.open(index) {
                self.running.push((index, step));
            } else {
                self.open.insert(index);
                // What waited for it may begin, too.
                at = 0;
            }
        }
    }
}

fn note_open<C: Lifecycle>(container: &C, index: usize) {
    if let Some(home) = container.home() {
        home.life().note_open(index);
    }
}

impl Failed {
    fn into_error(self, node: &'static Node) -> Error {
        match self {
            Self::Error(error) => error,
            Self::Panicked(message) => {
                Error::new(ErrorKind::ConstructorPanicked, node).caused_by(message)
            }
        }
    }
}
