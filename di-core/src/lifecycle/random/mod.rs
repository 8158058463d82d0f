//! Start and shutdown of random graphs, against a naive oracle: steps wait, fail,
//! panic, and are cancelled at each poll.

mod step;
mod wiring;
mod world;

use core::pin::pin;
use core::task::{Context, Waker};
use core::time::Duration;
use std::error::Error as _;

use proptest::prelude::*;

use self::wiring::{Expected, Provider, Wiring, wirings};
use self::world::Shared;
use super::plan::Plan;
use super::{Closers, Life, NoTimer, StartError, Step, open};
use crate::error::{Error, ErrorKind};
use crate::graph::{Graph, Node};

/// A random container, and what its start must do.
struct Case {
    wiring: Wiring,
    graph: Graph,
    expected: Expected,
}

/// A container, from before its start to after its shutdown.
struct Run<'w> {
    wiring: &'w Wiring,
    graph: &'w Graph,
    life: Life,
    world: Shared,
    /// What `start` and `shutdown` have returned.
    returned: Vec<Error>,
}

impl Case {
    fn new(wiring: Wiring) -> Self {
        Self { graph: wiring.graph(), expected: wiring.expected(), wiring }
    }

    fn run(&self) -> Run<'_> {
        Run {
            wiring: &self.wiring,
            graph: &self.graph,
            life: Life::default(),
            world: Shared::new(self.graph.nodes(), self.expected.clone()),
            returned: Vec::new(),
        }
    }

    /// How many polls are enough: each delay needs one more.
    fn polls(&self) -> usize {
        let delays = |it: &Provider| it.opening.delays.len() + it.closing.delays.len();
        1 + self.wiring.0.iter().map(delays).sum::<usize>()
    }

    /// Starts, and shuts down if that succeeds; returns how many polls each took.
    fn starts_and_shuts_down(&self) -> (usize, Option<usize>) {
        let mut run = self.run();
        let start = run.start(self.polls()).expect("it starts or fails");
        run.check();
        if !run.returned.is_empty() {
            run.check_closed();
            return (start, None);
        }
        run.world.with(|it| assert_eq!(it.open, self.expected.opened, "all is open"));
        let shutdown = run.shut_down(self.polls()).expect("it shuts down");
        run.check_closed();
        assert_eq!(run.shut_down(1), Some(1), "twice is harmless");
        run.check_closed();
        (start, Some(shutdown))
    }
}

impl Run<'_> {
    /// Starts, with so many polls; returns how many it took, if it ended.
    fn start(&mut self, polls: usize) -> Option<usize> {
        let before = self.polls();
        let started = {
            let (wiring, world, nodes) = (self.wiring, &self.world, self.graph.nodes());
            let start = async {
                let plan = Plan::of(self.graph, |it| wiring.is_overridden(it));
                let opened = open::open(plan, &self.life, nodes, |it| world.open(wiring, it));
                let Err(failure) = opened.await else { return Ok(()) };
                let closing =
                    self.closers(|it| world.close(wiring, it)).close_within(None, &NoTimer);
                Err(StartError::new(failure, closing.await))
            };
            world.drive(pin!(start), polls)
        };
        self.nothing_runs();
        if let Err(error) = started? {
            self.returned.push(error.failure().clone());
            self.returned.extend_from_slice(error.closing_failures());
        }
        Some(self.polls() - before)
    }

    /// Shuts down, with so many polls; returns how many it took, if it ended.
    fn shut_down(&mut self, polls: usize) -> Option<usize> {
        let before = self.polls();
        let failures = {
            let (wiring, world) = (self.wiring, &self.world);
            let shutdown = self.closers(|it| world.close(wiring, it)).close_within(None, &NoTimer);
            let mut shutdown = pin!(shutdown);
            let failures = world.drive(shutdown.as_mut(), polls);
            if failures.is_none() && polls > 0 {
                // Somebody closes already: this one waits.
                let second = self.closers(|_| unreachable!("it is closed twice"));
                let second = second.close_within(None, &NoTimer);
                let mut cx = Context::from_waker(Waker::noop());
                assert!(pin!(second).poll(&mut cx).is_pending());
            }
            failures
        };
        self.nothing_runs();
        self.returned.extend(failures?);
        Some(self.polls() - before)
    }

    fn closers<'r, F>(&'r self, close: F) -> Closers<'r, F, impl Fn(usize) -> Option<Duration>>
    where
        F: FnMut(usize) -> Option<Step<'r>>,
    {
        Closers { life: &self.life, graph: self.graph, close, own_limit: |_| None }
    }

    fn polls(&self) -> usize {
        self.world.with(|it| it.polls)
    }

    /// What is dropped, drops its steps.
    fn nothing_runs(&self) {
        self.world.with(|it| assert!(it.alive.is_empty(), "left running: {:?}", it.alive));
    }

    /// Nothing has gone wrong, and each failure was returned, once.
    fn check(&self) {
        let returned: Vec<_> = self.returned.iter().map(|it| self.told(it)).collect();
        self.world.with(|it| {
            assert!(it.wrong.is_empty(), "{:#?}", it.wrong);
            assert_eq!(returned, it.failures, "each failure is returned");
        });
    }

    /// After the shutdown, nothing is left.
    fn check_closed(&self) {
        self.check();
        self.world.with(|it| assert!(it.to_close.is_empty(), "not closed: {:?}", it.to_close));
        assert_eq!(self.life.next_to_close(), None);
    }

    fn told(&self, error: &Error) -> (ErrorKind, usize) {
        let nodes = self.graph.nodes().iter();
        if error.kind() == ErrorKind::CloserDropped {
            let provider = |it: &Node| format!("provided by `{}`", it.name());
            let story = format!("{error:#}");
            let index = nodes.clone().position(|it| story.contains(&provider(it)));
            return (error.kind(), index.expect("one of them"));
        }
        let told = error.source().expect("a failure has a cause").to_string();
        let index =
            nodes.clone().position(|it| told == format!("{:?} {}", error.kind(), it.name()));
        let index = index.unwrap_or_else(|| panic!("another's cause: {error}"));
        let name = self.graph.nodes()[index].name();
        assert!(format!("{error:#}").contains(&format!("provided by `{name}`")), "{error:#}");
        (error.kind(), index)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn a_random_container_starts_and_shuts_down_and_is_cancelled_at_each_poll(wiring in wirings()) {
        let case = Case::new(wiring);
        let (start, shutdown) = case.starts_and_shuts_down();
        for polls in 0..start {
            let mut run = case.run();
            prop_assert!(run.start(polls).is_none(), "cancelled");
            let lost = run.world.with(|it| it.failures.iter().position(is_of_opening));
            prop_assert!(run.shut_down(case.polls()).is_some());
            // Why it did not start, nobody wanted to know.
            run.world.with(|it| lost.map(|at| it.failures.remove(at)));
            run.check_closed();
        }
        for polls in 0..shutdown.unwrap_or(0) {
            let mut run = case.run();
            prop_assert!(run.start(case.polls()).is_some());
            prop_assert!(run.shut_down(polls).is_none(), "cancelled");
            prop_assert!(run.shut_down(case.polls()).is_some());
            run.check_closed();
        }
    }

    #[test]
    fn a_shutdown_that_is_cancelled_again_and_again_ends(wiring in wirings()) {
        let case = Case::new(wiring);
        let mut run = case.run();
        run.start(case.polls());
        let shutdowns = (0..case.polls()).take_while(|_| run.shut_down(1).is_none()).count();
        prop_assert!(shutdowns <= case.graph.nodes().len(), "each closes something");
        run.check_closed();
    }
}

fn is_of_opening((kind, _): &(ErrorKind, usize)) -> bool {
    matches!(kind, ErrorKind::ConstructorFailed | ErrorKind::ConstructorPanicked)
}
