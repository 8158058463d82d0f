//! What has happened so far, what of it should not have, and what has to be told.

use core::task::{Poll, Waker};
use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::error::Error as _;
use std::sync::{Arc, Mutex};

use super::script::{End, Opening};
use super::wiring::{N, Wiring};
use crate::error::{Error, ErrorKind};
use crate::graph::{Node, ProviderKind};

/// A world that everybody in it knows.
#[derive(Clone)]
pub(super) struct Shared(Arc<Mutex<World>>);

pub(super) struct World {
    pub(super) nodes: &'static [Node],
    pub(super) wiring: Wiring,
    pub(super) scopes: Vec<InScope>,
    asks: Vec<Asked>,
    /// What could not be closed, or not by who should have.
    pub(super) failures: Vec<String>,
    /// The steps that were not dropped, and whether they have ended.
    pub(super) alive: BTreeMap<usize, bool>,
    steps: usize,
    waiting: VecDeque<(usize, Waker)>,
    pub(super) now: Duration,
    pub(super) sleepers: Vec<(Duration, Waker)>,
    /// What should not have happened. A panic in a step would be caught.
    pub(super) wrong: Vec<String>,
}

/// What has happened in a scope.
#[derive(Default)]
pub(super) struct InScope {
    /// What is open, or built.
    open: BTreeSet<usize>,
    /// What is being opened, and by whom.
    running: BTreeMap<usize, usize>,
    attempts: [usize; N],
    /// In the order in which its opening was completed.
    pub(super) to_close: Vec<usize>,
    closing: Option<usize>,
    /// What the closers are told.
    pub(super) outcome: String,
}

/// Somebody who has asked for something.
struct Asked {
    is_alive: bool,
    scope: usize,
    /// What is being opened by who asks, the outermost first.
    enclosing: Vec<usize>,
    needs: Vec<usize>,
    /// What it was waiting for when it was last polled, or opening itself.
    at: Option<usize>,
    /// The failure of another's attempt, for which it has waited.
    shared: Option<String>,
    /// The failure of its own attempt.
    own: Option<String>,
}

impl Shared {
    pub(super) fn new(nodes: &'static [Node], wiring: Wiring, scopes: usize) -> Self {
        Self(Arc::new(Mutex::new(World {
            nodes,
            wiring,
            scopes: (0..scopes).map(|_| InScope::default()).collect(),
            asks: Vec::new(),
            failures: Vec::new(),
            alive: BTreeMap::new(),
            steps: 0,
            waiting: VecDeque::new(),
            now: Duration::ZERO,
            sleepers: Vec::new(),
            wrong: Vec::new(),
        })))
    }

    pub(super) fn with<R>(&self, look: impl FnOnce(&mut World) -> R) -> R {
        look(&mut self.0.lock().expect("nothing panics while it is locked"))
    }
}

impl World {
    pub(super) fn check(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        if !is_right {
            self.wrong.push(wrong());
        }
    }

    pub(super) fn begins_to_ask(
        &mut self,
        scope: usize,
        enclosing: Vec<usize>,
        target: usize,
    ) -> usize {
        let needs = self.wiring.opened_for(target);
        let asked =
            Asked { is_alive: true, scope, enclosing, needs, at: None, shared: None, own: None };
        self.asks.push(asked);
        self.asks.len() - 1
    }

    /// Somebody who asks was polled; `shared` is what it had to return.
    pub(super) fn asked(
        &mut self,
        ask: usize,
        shared: Option<&str>,
        polled: &Poll<Result<(), Error>>,
    ) {
        let own = self.asks[ask].own.take();
        let due = shared.map(str::to_owned).or(own);
        let needed = self.next_needed(ask);
        match polled {
            Poll::Ready(Err(error)) if error.kind() == ErrorKind::Cycle && due.is_none() => {
                let is_cycle = self.is_cycle(ask);
                self.check(is_cycle, || format!("{ask} would not wait for ever: {error:#}"));
            }
            Poll::Ready(returned) => {
                let told = returned.as_ref().err().and_then(|it| it.source());
                let told = told.map(ToString::to_string);
                self.check(told == due, || format!("{ask} is told {told:?}, not {due:?}"));
                self.check(returned.is_err() || needed.is_none(), || format!("no {needed:?}"));
            }
            Poll::Pending => {
                self.check(due.is_none(), || format!("{ask} waits, but {due:?}"));
                let running = &self.scopes[self.asks[ask].scope].running;
                let waits = needed.is_some_and(|it| running.contains_key(&it));
                self.check(waits, || format!("{ask} waits for {needed:?}, as nobody does it"));
                self.asks[ask].at = needed;
            }
        }
    }

    pub(super) fn shared(&self, ask: usize) -> Option<String> {
        self.asks[ask].shared.clone()
    }

    pub(super) fn ask_dropped(&mut self, ask: usize) {
        self.asks[ask].is_alive = false;
    }

    fn next_needed(&self, ask: usize) -> Option<usize> {
        let Asked { scope, needs, .. } = &self.asks[ask];
        needs.iter().copied().find(|it| !self.scopes[*scope].open.contains(it))
    }

    /// Whether what is needed next waits for who needs it.
    fn is_cycle(&self, ask: usize) -> bool {
        let Asked { scope, enclosing, .. } = &self.asks[ask];
        let mut reached: Vec<usize> = self.next_needed(ask).into_iter().collect();
        let mut at = 0;
        while at < reached.len() {
            let asks = self.asks.iter().filter(|it| it.is_alive && it.scope == *scope);
            let waiting = asks.filter(|it| it.shared.is_none());
            let next = waiting.filter(|it| it.enclosing.contains(&reached[at]));
            let next: Vec<usize> = next.filter_map(|it| it.at).collect();
            reached.extend(next.into_iter().filter(|it| !reached.contains(it)).collect::<Vec<_>>());
            at += 1;
        }
        reached.iter().any(|it| enclosing.contains(it))
    }

    /// Begins an attempt; returns what happens in it.
    pub(super) fn begins_to_open(&mut self, scope: usize, index: usize, ask: usize) -> Opening {
        let name = format!("s{scope} n{index}");
        let here = &self.scopes[scope];
        let is_open = here.open.contains(&index);
        let needs = self.wiring.opened_for(index);
        let missing: Vec<_> =
            needs.into_iter().filter(|it| *it != index && !here.open.contains(it)).collect();
        let running = self.scopes[scope].running.insert(index, ask);
        self.check(!is_open, || format!("{name} is opened twice"));
        self.check(running.is_none(), || format!("{name} is opened at once by two"));
        self.check(missing.is_empty(), || format!("{name} is opened before {missing:?}"));
        let wanted = self.asks[ask].needs.contains(&index);
        self.check(wanted, || format!("{name} is opened, but {ask} does not need it"));
        self.attempt(scope, index)
    }

    fn attempt(&mut self, scope: usize, index: usize) -> Opening {
        let attempts = &mut self.scopes[scope].attempts[index];
        let scripts = &self.wiring.0[index].openings;
        let script = scripts[(*attempts).min(scripts.len() - 1)].clone();
        *attempts += 1;
        script
    }

    /// Builds what is built at once, before `index` is; returns what was built, and what
    /// has failed then.
    pub(super) fn build_for(
        &mut self,
        scope: usize,
        index: usize,
    ) -> (Vec<usize>, Result<(), String>) {
        let mut built = Vec::new();
        for at in self.wiring.built_for(index) {
            let provider = &self.wiring.0[at];
            let is_async = provider.is_async;
            if provider.kind != ProviderKind::Scoped || self.scopes[scope].open.contains(&at) {
                continue;
            }
            if is_async {
                self.check(at == index, || format!("n{index} is built without n{at}"));
                continue;
            }
            if matches!(self.attempt(scope, at).end, End::Fails | End::Panics) {
                return (built, Err(self.message(ErrorKind::ConstructorFailed, scope, at)));
            }
            self.opened(scope, at);
            built.push(at);
        }
        (built, Ok(()))
    }

    pub(super) fn opened(&mut self, scope: usize, index: usize) {
        let here = &mut self.scopes[scope];
        here.running.remove(&index);
        here.open.insert(index);
        if self.wiring.0[index].closing.is_some() {
            here.to_close.push(index);
        }
    }

    /// What has failed says so: which attempt of which thing.
    pub(super) fn message(&self, kind: ErrorKind, scope: usize, index: usize) -> String {
        format!("{kind:?} s{scope} n{index} #{}", self.scopes[scope].attempts[index])
    }

    /// An attempt has failed: who has begun it returns that, and who has waited for it.
    pub(super) fn opening_failed(&mut self, scope: usize, index: usize, ask: usize, message: &str) {
        self.scopes[scope].running.remove(&index);
        self.told_to(ask, message);
        let waiting = self.asks.iter_mut().enumerate().filter(|(it, asked)| {
            *it != ask && asked.is_alive && asked.scope == scope && asked.at == Some(index)
        });
        for (_, asked) in waiting {
            asked.shared.get_or_insert_with(|| message.to_owned());
        }
    }

    pub(super) fn told_to(&mut self, ask: usize, message: &str) {
        self.asks[ask].own = Some(message.to_owned());
    }

    /// Whoever opens it was dropped.
    pub(super) fn opening_dropped(&mut self, scope: usize, index: usize) {
        self.scopes[scope].running.remove(&index);
    }

    pub(super) fn begins_to_close(&mut self, scope: usize, index: usize, outcome: &str) {
        let here = &mut self.scopes[scope];
        let name = format!("s{scope} n{index}");
        let last = here.to_close.pop();
        let before = here.closing.replace(index);
        let expected = here.outcome.clone();
        self.check(last == Some(index), || format!("{name} is closed instead of {last:?}"));
        self.check(before.is_none(), || format!("{name} is closed during {before:?}"));
        self.check(expected == outcome, || format!("{name} is told {outcome}, not {expected}"));
    }

    pub(super) fn closing_ended(&mut self, scope: usize) {
        self.scopes[scope].closing = None;
    }

    /// Nobody closes what is left of the scope, until the shutdown.
    pub(super) fn left_open(&mut self, scope: usize) {
        let here = &self.scopes[scope];
        let left = here.closing.iter().chain(&here.to_close);
        let left = left.map(|it| format!("{:?} n{it}", ErrorKind::LeftOpen));
        self.failures.extend(left);
    }

    /// What the scope has built could not be dropped: whoever closes it gets the panic, but
    /// not before all is closed.
    pub(super) fn closing_broke(&mut self, scope: usize) {
        let here = &self.scopes[scope];
        let left = (here.closing, here.to_close.clone());
        self.check(left == (None, Vec::new()), || format!("s{scope} is left open: {left:?}"));
    }

    /// A step begins to live.
    pub(super) fn step(&mut self) -> usize {
        self.steps += 1;
        self.alive.insert(self.steps, false);
        self.steps
    }

    /// A step is polled; returns whether it still waits, with its latest waker.
    pub(super) fn polled(&mut self, step: usize, waker: &Waker) -> bool {
        let goes_on = self.alive.get(&step) == Some(&false);
        self.check(goes_on, || format!("step {step} is polled after its end"));
        let waiting = self.waiting.iter_mut().find(|(it, _)| *it == step);
        waiting.is_some_and(|(_, known)| {
            known.clone_from(waker);
            true
        })
    }

    pub(super) fn step_ended(&mut self, step: usize) {
        self.alive.insert(step, true);
        self.wake_one();
    }

    /// A step is dropped; returns whether it had ended.
    pub(super) fn step_dropped(&mut self, step: usize) -> bool {
        self.waiting.retain(|(it, _)| *it != step);
        self.alive.remove(&step).expect("it is dropped once")
    }

    /// Waits until another step goes on.
    pub(super) fn wait(&mut self, step: usize, waker: &Waker) {
        self.waiting.push_back((step, waker.clone()));
    }

    /// Lets the step go on that has waited the longest; returns whether there was one.
    pub(super) fn wake_one(&mut self) -> bool {
        let first = self.waiting.pop_front();
        first.map(|(_, waker)| waker.wake()).is_some()
    }

    /// Lets time pass until somebody wakes up; returns whether there is anybody.
    pub(super) fn wake_by_time(&mut self) -> bool {
        let Some(next) = self.sleepers.iter().map(|(until, _)| *until).min() else { return false };
        self.now = self.now.max(next);
        let (awake, asleep) =
            self.sleepers.drain(..).partition::<Vec<_>, _>(|(until, _)| *until <= self.now);
        self.sleepers = asleep;
        for (_, waker) in awake {
            waker.wake();
        }
        true
    }
}
