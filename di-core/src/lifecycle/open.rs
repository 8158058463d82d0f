use core::future::poll_fn;
use core::task::{Context as TaskContext, Poll};
use core::time::Duration;
use std::collections::BTreeSet;

use super::plan::{Plan, Planned};
use super::report::StartStep;
use super::{Life, Step, caught, clock, poll};
use crate::error::Error;
use crate::graph::Node;

/// Opens what is planned: each as soon as what it needs is open.
///
/// What is still being opened when something fails, is dropped; if that panics, it is
/// noted among what could not be closed.
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
        started: clock::now(),
    };
    poll_fn(|cx| opening.poll(cx)).await
}

struct Opening<'c, B> {
    nodes: &'static [Node],
    life: &'c Life,
    /// Begins to open a provider.
    begin: B,
    waiting: Vec<Planned>,
    running: Vec<Running<'c>>,
    open: BTreeSet<usize>,
    started: Duration,
}

/// Something that is being opened.
struct Running<'c> {
    planned: Planned,
    step: Step<'c>,
    began: Duration,
}

impl<'c, B: FnMut(usize) -> Option<Step<'c>>> Opening<'c, B> {
    fn elapsed(&self) -> Duration {
        clock::now().saturating_sub(self.started)
    }

    fn poll(&mut self, cx: &mut TaskContext<'_>) -> Poll<Result<(), Error>> {
        loop {
            self.begin();
            let before = self.open.len();
            let mut at = 0;
            while at < self.running.len() {
                let running = &mut self.running[at];
                let index = running.planned.index;
                match poll(&mut running.step, cx) {
                    Poll::Pending => at += 1,
                    Poll::Ready(Ok(())) => {
                        self.open.insert(index);
                        self.life.note_open(index);
                        self.note_step(at);
                        drop(self.running.swap_remove(at));
                    }
                    Poll::Ready(Err(failed)) => {
                        let error = failed.of_constructor(&self.nodes[index]);
                        self.drop_running();
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

    /// Drops what is still being opened; a panic is told with what cannot be closed.
    fn drop_running(&mut self) {
        for running in self.running.drain(..) {
            let node = &self.nodes[running.planned.index];
            if let Err(panicked) = caught(|| drop(running.step)) {
                self.life.note_failure(panicked.of_constructor(node));
            }
        }
    }

    /// Notes for the report how what has just been opened went.
    fn note_step(&self, at: usize) {
        let Running { planned, began, .. } = &self.running[at];
        let took = self.elapsed().saturating_sub(*began);
        let waited_for = planned.waits_for.iter().map(|it| self.nodes[*it].name()).collect();
        let node = &self.nodes[planned.index];
        self.life.note_step(StartStep::new(node, *began, took, waited_for));
    }

    /// Begins to open what waits for nothing any more.
    fn begin(&mut self) {
        let mut at = 0;
        while at < self.waiting.len() {
            if !self.waiting[at].waits_for.is_subset(&self.open) {
                at += 1;
                continue;
            }
            let planned = self.waiting.remove(at);
            let began = self.elapsed();
            if let Some(step) = (self.begin)(planned.index) {
                self.running.push(Running { planned, step, began });
            } else {
                self.open.insert(planned.index);
                // What waited for it may begin, too.
                at = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use core::future::{pending, ready};

    use futures_executor::block_on;

    use super::open;
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Graph, Node, ProviderKind};
    use crate::lifecycle::plan::Plan;
    use crate::lifecycle::{Life, Step};

    static NODES: [Node; 3] = [
        Node::new::<()>("failing", ProviderKind::Resource),
        Node::new::<()>("second", ProviderKind::Resource),
        Node::new::<()>("third", ProviderKind::Resource),
    ];

    struct PanicsWhenDropped;

    impl Drop for PanicsWhenDropped {
        fn drop(&mut self) {
            panic!("it cannot be dropped");
        }
    }

    #[test]
    fn what_panics_when_it_is_dropped_because_another_failed_is_told() {
        let life = Life::default();
        let plan = Plan::of(&Graph::new("App", &NODES), |_| false);
        let opened = block_on(open(plan, &life, &NODES, |index| -> Option<Step<'_>> {
            if index == 0 {
                let error = Error::new(ErrorKind::ConstructorFailed, &NODES[0]);
                return Some(Box::pin(ready(Err(error))));
            }
            let dropped = PanicsWhenDropped;
            Some(Box::pin(async move {
                let _dropped = dropped;
                pending().await
            }))
        }));
        assert_eq!(opened.map_err(|it| it.kind()), Err(ErrorKind::ConstructorFailed));
        let kinds: Vec<_> = life.take_failures().iter().map(Error::kind).collect();
        assert_eq!(kinds, [ErrorKind::ConstructorPanicked; 2]);
    }
}
