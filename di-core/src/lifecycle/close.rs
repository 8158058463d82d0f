use core::future::{Future, poll_fn};
use core::panic::Location;
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;

use super::limits::{Limits, Timer};
use super::scope::{Closing, Ended, Entry};
use super::{Failed, Life, Step, caught, poll};
use crate::error::{By, Error, ErrorKind, Wanted};
use crate::graph::{Graph, Node};

/// What is closed, and what closes it.
pub(super) struct Closers<'l, F, O> {
    pub(super) life: &'l Life,
    pub(super) graph: &'l Graph,
    /// Begins to close a provider.
    pub(super) close: F,
    /// The limit that a provider has of its own.
    pub(super) own_limit: O,
}

/// How often what scopes left open may leave something open in turn, when it is closed.
/// If it does so for ever, the shutdown ends all the same.
const MOST_ROUNDS: usize = 100;

/// How much time there is.
struct Budget<'t, T> {
    limits: Option<Limits>,
    timer: &'t T,
    began: Duration,
}

impl<T: Timer> Budget<'_, T> {
    /// The time of one closer with so many after it, if there is a limit.
    fn limit(&self, own: Option<Duration>, after: usize) -> Option<Duration> {
        let limits = self.limits?;
        let limit = own.unwrap_or(limits.each);
        Some(match limits.total {
            None => limit,
            Some(total) => {
                let left = total.saturating_sub(self.timer.now().saturating_sub(self.began));
                limit.min(left / u32::try_from(after + 1).unwrap_or(u32::MAX))
            }
        })
    }

    /// Completes when the time is over.
    async fn over(&self, limit: Option<Duration>) {
        match limit {
            Some(limit) => self.timer.sleep(limit).await,
            None => core::future::pending().await,
        }
    }
}

impl<'c, F, O> Closers<'_, F, O>
where
    F: FnMut(usize) -> Option<Step<'c>>,
    O: Fn(usize) -> Option<Duration>,
{
    /// Closes what is open, the last one first; returns what could not be closed. If there
    /// are limits, it waits for open scopes before, and drops each closer after its own.
    ///
    /// If it is dropped on the way, the next call goes on, and returns the failures of
    /// both; while it runs, others wait until it has ended.
    pub(super) async fn close_within<T: Timer>(
        mut self,
        limits: Option<Limits>,
        timer: &T,
    ) -> Vec<Error> {
        let turn = loop {
            match self.life.shutdown().enter(0) {
                Entry::Turn(turn) => break turn,
                Entry::Taken(wait) => match wait.await {
                    Ended::Again => {}
                    Ended::Done | Ended::Failed(_) => return Vec::new(),
                },
                Entry::Done => return Vec::new(),
            }
        };
        let budget = Budget { limits, timer, began: timer.now() };
        self.wait_for_scopes(&budget).await;
        let mut rounds = 0..MOST_ROUNDS;
        loop {
            // A closer may drop a scope. What that has opened is closed before what it needs.
            while self.life.parked() > 0 && rounds.next().is_some() {
                self.close_parked(&budget).await;
            }
            let Some(index) = self.life.next_to_close() else { break };
            let own = (self.own_limit)(index);
            self.close_one(index, &budget, own).await;
        }
        let failures = self.life.take_failures();
        turn.ended(Ended::Done);
        failures
    }

    /// Waits until no scope is open, but not without a limit.
    async fn wait_for_scopes<T: Timer>(&self, budget: &Budget<'_, T>) {
        let Some(limits) = budget.limits else { return };
        let limit = budget.limit(limits.scopes, self.life.left());
        let mut over = pin!(budget.over(limit));
        let scopes = self.life.scopes();
        let ended = poll_fn(|cx| match scopes.poll_none(cx) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending => over.as_mut().poll(cx).map(|()| false),
        });
        if !ended.await {
            let service = self.graph.container();
            let wanted = Wanted { service, by: By::Nobody, location: Location::caller() };
            let why =
                format!("{} did not end within {:?}", scopes.open(), limit.unwrap_or_default());
            self.life.note_failure(Error::new(ErrorKind::ScopesOpen, wanted).caused_by(why));
        }
    }

    /// Closes what scopes have left open that nobody closed.
    async fn close_parked<T: Timer>(&self, budget: &Budget<'_, T>) {
        for _ in 0..self.life.parked() {
            let Some(closing) = self.life.next_parked() else { return };
            let mut parked = Parked { life: self.life, closing: Some(closing) };
            let Some(closing) = &mut parked.closing else { return };
            while !closing.is_done() {
                let after = closing.nodes().count() - 1 + self.life.left();
                let mut over = pin!(budget.over(budget.limit(None, after)));
                poll_fn(|cx| match closing.poll_next(cx) {
                    Poll::Ready(()) => Poll::Ready(()),
                    Poll::Pending => over.as_mut().poll(cx).map(|()| closing.time_out()),
                })
                .await;
            }
            let failures = closing.take_failures();
            parked.closing = None;
            for failure in failures {
                self.life.note_failure(failure);
            }
        }
    }

    async fn close_one<T: Timer>(
        &mut self,
        index: usize,
        budget: &Budget<'_, T>,
        own: Option<Duration>,
    ) {
        let node: &'static Node = &self.graph.nodes()[index];
        // A closer that is not `async` runs here.
        let closed = match caught(|| (self.close)(index)) {
            Ok(None) => return,
            Ok(Some(mut step)) => {
                let limit = budget.limit(own, self.life.left());
                let running = Running { life: self.life, node: Some(node) };
                let closed = until(&mut step, budget.over(limit)).await;
                running.ended();
                let dropped = caught(|| drop(step));
                if closed.is_none() {
                    self.life.note_failure(Error::new(ErrorKind::CloserTimedOut, node));
                }
                closed.unwrap_or(Ok(())).and(dropped)
            }
            Err(panicked) => Err(panicked),
        };
        if let Err(failed) = closed {
            self.life.note_failure(failed.of_closer(node));
        }
    }
}

/// What is closed at this moment; if the shutdown is dropped, the next one goes on.
struct Parked<'l> {
    life: &'l Life,
    closing: Option<Closing>,
}

impl Drop for Parked<'_> {
    fn drop(&mut self) {
        if let Some(closing) = self.closing.take() {
            self.life.park(closing);
        }
    }
}

/// The closer that runs at this moment; if the shutdown is dropped, so is the closer, and the
/// next shutdown tells.
struct Running<'l> {
    life: &'l Life,
    node: Option<&'static Node>,
}

impl Running<'_> {
    fn ended(mut self) {
        self.node = None;
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(node) = self.node {
            self.life.note_failure(Error::new(ErrorKind::CloserDropped, node));
        }
    }
}

/// Polls a step to its end; nothing if the limit is there first.
async fn until(step: &mut Step<'_>, limit: impl Future<Output = ()>) -> Option<Result<(), Failed>> {
    let mut limit = pin!(limit);
    poll_fn(|cx| match poll(step, cx) {
        Poll::Ready(closed) => Poll::Ready(Some(closed)),
        Poll::Pending => limit.as_mut().poll(cx).map(|()| None),
    })
    .await
}

#[cfg(test)]
mod tests {
    use core::future::{pending, ready};
    use core::pin::pin;
    use core::task::{Context, Waker};
    use std::error::Error as _;

    use futures_executor::block_on;

    use super::Closers;
    use crate::error::{Error, ErrorKind};
    use crate::graph::{Graph, Node, ProviderKind};
    use crate::lifecycle::{Life, NoTimer, Step};

    static NODES: [Node; 2] = [
        Node::new::<()>("first", ProviderKind::Resource),
        Node::new::<()>("second", ProviderKind::Resource),
    ];

    static GRAPH: Graph = Graph::new("App", &NODES);

    async fn close<'c>(life: &Life, close: impl FnMut(usize) -> Option<Step<'c>>) -> Vec<Error> {
        let closers = Closers { life, graph: &GRAPH, close, own_limit: |_| None };
        closers.close_within(None, &NoTimer).await
    }

    fn open() -> Life {
        let life = Life::default();
        life.note_open(0);
        life.note_open(1);
        life
    }

    #[test]
    fn a_closer_that_panics_before_there_is_a_future_is_told_and_the_others_run() {
        let mut closed = Vec::new();
        let failures = block_on(close(&open(), |index| {
            closed.push(index);
            assert_ne!(index, 1, "the second breaks");
            None
        }));
        assert_eq!(closed, [1, 0]);
        assert_eq!(failures[0].kind(), ErrorKind::CloserPanicked);
        assert!(failures[0].source().is_some_and(|it| it.to_string().contains("breaks")));
    }

    #[test]
    fn what_failed_before_a_shutdown_was_dropped_is_told_by_the_next() {
        let life = open();
        let dropped = close(&life, |index| -> Option<Step<'_>> {
            if index == 0 {
                return Some(Box::pin(pending()));
            }
            let error = Error::new(ErrorKind::CloserFailed, &NODES[index]);
            Some(Box::pin(ready(Err(error))))
        });
        assert!(pin!(dropped).poll(&mut Context::from_waker(Waker::noop())).is_pending());
        let failures = block_on(close(&life, |_| None));
        let kinds: Vec<_> = failures.iter().map(Error::kind).collect();
        assert_eq!(kinds, [ErrorKind::CloserFailed, ErrorKind::CloserDropped]);
        assert!(block_on(close(&life, |_| None)).is_empty(), "once");
    }
}
