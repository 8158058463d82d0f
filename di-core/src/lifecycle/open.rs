use core::future::poll_fn;
use core::task::{Context as TaskContext, Poll};
use std::collections::BTreeSet;

use super::plan::{Plan, Planned};
use super::{Failed, Life, Step, poll};
use crate::error::{Error, ErrorKind};
use crate::graph::Node;

/// Opens what is planned: each as soon as what it needs is open.
///
/// What is still being opened when something fails, is dropped.
pub(super) async fn open<'c>(
    plan: Plan,
    life: &'c Life,
    nodes: &'static [Node],
    open: impl FnMut(usize) -> Option<Step<'c>>,
) -> Result<(), Error> {
    let mut opening = Opening {
        nodes,
        life,
        begin: open,
        waiting: plan.steps,
        running: Vec::new(),
        open: BTreeSet::new(),
    };
    poll_fn(|cx| opening.poll(cx)).await
}

struct Opening<'c, B> {
    nodes: &'static [Node],
    life: &'c Life,
    /// Begins to open a provider.
    begin: B,
    waiting: Vec<Planned>,
    running: Vec<(usize, Step<'c>)>,
    open: BTreeSet<usize>,
}

impl<'c, B: FnMut(usize) -> Option<Step<'c>>> Opening<'c, B> {
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
                        self.life.note_open(*index);
                        drop(self.running.swap_remove(at));
                    }
                    Poll::Ready(Err(failed)) => {
                        let error = failed.into_error(&self.nodes[*index]);
                        self.running.clear();
                        return Poll::Ready(Err(error));
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
            if let Some(step) = (self.begin)(index) {
                self.running.push((index, step));
            } else {
                self.open.insert(index);
                // What waited for it may begin, too.
                at = 0;
            }
        }
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
