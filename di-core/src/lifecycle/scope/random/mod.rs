//! Scopes of random graphs, against a naive oracle: tasks ask for things that wait, fail,
//! panic, and ask for others; some are dropped; the scopes are closed, or dropped, or closed
//! half-way; and the container is shut down, also meanwhile.

mod script;
mod step;
mod tasks;
mod wiring;
mod world;

use core::mem;
use core::time::Duration;
use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use self::step::{Ask, FakeScope, told};
use self::tasks::{Does, FakeTimer, Tasks};
use self::wiring::{N, Wiring, wirings};
use self::world::Shared;
use super::{Outcome, Tracked, Tracking as _, Unclosed, waits};
use crate::error::{Error, ErrorKind};
use crate::graph::{Graph, Node};
use crate::home::{Address, Home};
use crate::lifecycle::{Closers, Limits};
use crate::scope;

#[derive(Clone, Debug)]
struct Case {
    wiring: Wiring,
    scopes: Vec<ScopeCase>,
    handler: Handler,
    limits: Option<Limits>,
    /// How many polls the shutdowns get that begin at once; they need limits.
    early: Vec<Option<usize>>,
    /// How many polls the shutdowns get before the last one.
    shutdowns: Vec<usize>,
    seed: u64,
}

#[derive(Clone, Debug)]
struct ScopeCase {
    /// For what each task asks, and after how many polls it is dropped.
    tasks: Vec<(Vec<usize>, Option<usize>)>,
    ends: Ends,
    breaks: bool,
}

/// How a scope ends.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// It is closed, unless that is dropped after so many polls.
    Closed { failed: bool, polls: Option<usize> },
    /// It is dropped; perhaps how it went is noted before.
    Dropped { noted: Option<bool> },
}

/// What whoever was given to the container does.
#[derive(Clone, Copy, Debug)]
enum Handler {
    Nobody,
    /// Closes it, unless that is dropped after so many polls.
    Closes(Option<usize>),
    Panics,
}

/// A container, from its first scope to its shutdown.
struct Run {
    world: Shared,
    graph: Graph,
    address: Arc<Address>,
    /// Those that have not ended.
    scopes: Vec<Option<(Arc<FakeScope>, Ends)>>,
    tasks: Tasks,
    /// What the container's handler was given.
    handed_over: Arc<Mutex<Vec<Unclosed>>>,
    handler: Handler,
    limits: Option<Limits>,
    returned: Arc<Mutex<Vec<Error>>>,
}

impl Run {
    fn new(case: &Case) -> Self {
        let graph = case.wiring.graph();
        let home = Home::new();
        let world = Shared::new(graph.nodes(), case.wiring.clone(), case.scopes.len());
        let mut tasks = Tasks::new(&world, case.seed);
        let scopes = case.scopes.iter().enumerate().map(|(number, it)| {
            let tracked = Tracked::begin(Some(&home));
            let scope =
                Arc::new(FakeScope { number, world: world.clone(), breaks: it.breaks, tracked });
            for (targets, polls) in &it.tasks {
                let does = Does::Asks(number);
                tasks.spawn(does, *polls, ask(Arc::clone(&scope), targets.clone()));
            }
            Some((scope, it.ends))
        });
        let scopes = scopes.collect();
        let handed_over = Arc::default();
        let (handler, limits) = (case.handler, case.limits);
        let address = home.address();
        let returned = Arc::default();
        Self { world, graph, address, scopes, tasks, handed_over, handler, limits, returned }
    }

    fn set_handler(&self) {
        let handed_over = Arc::clone(&self.handed_over);
        match self.handler {
            Handler::Nobody => {}
            Handler::Closes(_) => self.address.life().set_handler(Arc::new(move |unclosed| {
                handed_over.lock().expect("no panic").push(unclosed);
            })),
            Handler::Panics => self
                .address
                .life()
                .set_handler(Arc::new(|_| resume_unwind(Box::new("the handler")))),
        }
    }

    /// Goes on until there is no task.
    fn run(&mut self) {
        loop {
            for number in 0..self.scopes.len() {
                if !self.tasks.any(Does::Asks(number)) {
                    if let Some((scope, ends)) = self.scopes[number].take() {
                        self.end(scope, ends);
                    }
                }
            }
            if self.tasks.is_empty() {
                return;
            }
            self.tasks.poll_one();
            self.hand_over_given_up();
        }
    }

    fn end(&mut self, scope: Arc<FakeScope>, ends: Ends) {
        let number = scope.number;
        assert!(!waits::is_anything_waiting(scope.tracked.turns.address()));
        let outcome = |failed| if failed { Outcome::failed("why") } else { Outcome::Ok };
        let tells = |outcome: &Outcome| {
            self.world.with(|it| it.scopes[number].outcome = told(outcome));
        };
        match ends {
            Ends::Closed { failed, polls } => {
                let outcome = outcome(failed);
                tells(&outcome);
                let returned = Arc::clone(&self.returned);
                self.tasks.spawn(Does::Closes(number), polls, async move {
                    let unclosed = scope.tracked.take(Some(outcome));
                    if let Err(error) = scope::close(scope, unclosed).await {
                        returned.lock().expect("no panic").extend_from_slice(error.failures());
                    }
                });
                self.hand_over_given_up();
            }
            Ends::Dropped { noted } => {
                tells(&noted.map_or(Outcome::Cancelled, outcome));
                if let Some(failed) = noted {
                    scope.tracked.note_outcome(outcome(failed));
                }
                let breaks = scope.breaks;
                let dropped = catch_unwind(AssertUnwindSafe(|| drop(scope)));
                assert_eq!(dropped.is_err(), breaks);
                self.hand_over(number);
            }
        }
    }

    fn hand_over_given_up(&mut self) {
        if let Some(number) = self.tasks.take_given_up() {
            self.hand_over(number);
        }
    }

    /// What a scope has left open is closed by whoever was given it, or else is left open.
    fn hand_over(&mut self, number: usize) {
        let handed_over = mem::take(&mut *self.handed_over.lock().expect("no panic"));
        let Handler::Closes(polls) = self.handler else {
            self.world.with(|it| it.left_open(number));
            return;
        };
        for unclosed in handed_over {
            let returned = Arc::clone(&self.returned);
            self.tasks.spawn(Does::ClosesWhatIsLeft(number), polls, async move {
                if let Err(error) = unclosed.await {
                    returned.lock().expect("no panic").extend_from_slice(error.failures());
                }
            });
        }
    }

    fn shut_down(&mut self, polls: Option<usize>) {
        let (address, graph, limits) = (Arc::clone(&self.address), self.graph, self.limits);
        let returned = Arc::clone(&self.returned);
        let timer = FakeTimer(self.world.clone());
        self.tasks.spawn(Does::ShutsDown, polls, async move {
            let close = |_| None;
            let closers =
                Closers { life: address.life(), graph: &graph, close, own_limit: |_| None };
            let failures = closers.close_within(limits, &timer).await;
            let mut returned = returned.lock().expect("no panic");
            returned.extend(failures);
            if limits.is_some() && !returned.iter().any(is_late) {
                assert_eq!(address.life().scopes().open(), 0, "it waits for scopes");
                assert!(address.life().next_parked().is_none(), "it closes what they left open");
            }
        });
    }

    /// Nothing is left, nothing has gone wrong, and each failure was returned, once.
    fn check(&self) {
        let returned = self.returned.lock().expect("no panic");
        let (late, returned): (Vec<_>, Vec<_>) = returned.iter().partition(|it| is_late(it));
        let (hangs, now) = self.world.with(|it| (it.wiring.hangs(), it.now));
        let has_total = self.limits.is_some_and(|it| it.total.is_some());
        assert!(hangs || now.is_zero(), "time passes only when nobody goes on");
        assert!(late.is_empty() || hangs || has_total, "there is time");
        let mut returned: Vec<_> = returned.into_iter().map(|it| self.told(it)).collect();
        returned.sort();
        self.world.with(|it| {
            assert!(it.wrong.is_empty(), "{:#?}", it.wrong);
            it.failures.sort();
            assert_eq!(returned, it.failures, "each failure is returned");
            assert!(it.alive.is_empty(), "left running: {:?}", it.alive);
            for scope in &it.scopes {
                assert!(scope.to_close.is_empty(), "not closed: {:?}", scope.to_close);
            }
        });
        assert_eq!(self.address.life().scopes().open(), 0);
        assert!(self.address.life().next_parked().is_none());
    }

    fn told(&self, error: &Error) -> String {
        if let Some(source) = error.source() {
            return source.to_string();
        }
        let mut names = self.graph.nodes().iter().map(Node::name);
        let text = format!("{error:#}");
        let name = names.find(|it| text.contains(&format!("provided by `{it}`")));
        format!("{:?} {}", error.kind(), name.unwrap_or("nobody"))
    }
}

/// Whether a shutdown gave up waiting for scopes.
fn is_late(failure: &Error) -> bool {
    failure.kind() == ErrorKind::ScopesOpen
}

async fn ask(scope: Arc<FakeScope>, targets: Vec<usize>) {
    for target in targets {
        if Ask::new(&scope, Vec::new(), target).await.is_ok() {
            // What is built at once may fail.
            let _ = scope.build_for(target);
        }
    }
}

fn scopes() -> impl Strategy<Value = ScopeCase> {
    let polls = || prop::option::weighted(0.3, 1..6_usize);
    let task = (prop::collection::vec(0..N, 1..=3), polls());
    let ends = prop_oneof![
        (any::<bool>(), polls()).prop_map(|(failed, polls)| Ends::Closed { failed, polls }),
        prop::option::of(any::<bool>()).prop_map(|noted| Ends::Dropped { noted }),
    ];
    let scope = (prop::collection::vec(task, 1..=4), ends, prop::bool::weighted(0.15));
    scope.prop_map(|(tasks, ends, breaks)| ScopeCase { tasks, ends, breaks })
}

fn cases() -> impl Strategy<Value = Case> {
    let handler = prop_oneof![
        Just(Handler::Nobody),
        Just(Handler::Closes(None)),
        (0..4_usize).prop_map(|it| Handler::Closes(Some(it))),
        Just(Handler::Panics),
    ];
    let total = prop::option::weighted(0.3, 0..30_u64);
    let limits = (1..10_u64, total).prop_map(|(each, total)| {
        let limits = Limits::each(Duration::from_secs(each));
        total.map_or(limits, |it| limits.total(Duration::from_secs(it)))
    });
    let limits = prop::option::of(limits);
    let early = prop::collection::vec(prop::option::of(1..6_usize), 0..=2);
    let shutdowns = prop::collection::vec(1..6_usize, 0..=2);
    let scopes = prop::collection::vec(scopes(), 1..=3);
    (wirings(), scopes, handler, limits, early, shutdowns, any::<u64>()).prop_map(
        |(wiring, scopes, handler, limits, early, shutdowns, seed)| {
            let each = Limits::each(Duration::from_secs(1));
            let limits = limits.or(wiring.hangs().then_some(each));
            let early = if limits.is_some() { early } else { Vec::new() };
            Case { wiring, scopes, handler, limits, early, shutdowns, seed }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn scopes_of_a_random_container_open_once_and_close_what_they_opened(case in cases()) {
        let mut run = Run::new(&case);
        run.set_handler();
        for polls in &case.early {
            run.shut_down(*polls);
        }
        run.run();
        for polls in &case.shutdowns {
            run.shut_down(Some(*polls));
        }
        run.run();
        run.shut_down(None);
        run.run();
        run.check();
    }
}
