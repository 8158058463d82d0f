//! Openings and closings that do nothing but what their scripts say, and who asks for them.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::panic::resume_unwind;
use std::sync::Arc;

use super::script::{Closing, Delay, End, Opening};
use super::world::Shared;
use crate::error::{Error, ErrorKind};
use crate::graph::Node;
use crate::lifecycle::Step;
use crate::lifecycle::scope::closer::Closer;
use crate::lifecycle::scope::open::Openers;
use crate::lifecycle::scope::outcome::Outcome;
use crate::lifecycle::scope::{Tracked, unclosed::ClosingStep};

/// A scope whose services are nothing.
pub(super) struct FakeScope {
    pub(super) number: usize,
    pub(super) world: Shared,
    /// Whether something that it has built panics when it is dropped.
    pub(super) breaks: bool,
    pub(super) tracked: Tracked,
}

pub(super) const BREAKS: &str = "the scope breaks";

impl Drop for FakeScope {
    fn drop(&mut self) {
        if self.breaks {
            resume_unwind(Box::new(BREAKS));
        }
    }
}

impl FakeScope {
    /// Builds what is built at once, before `index` is.
    pub(super) fn build_for(&self, index: usize) -> Result<(), String> {
        let (built, ended) = self.world.with(|it| it.build_for(self.number, index));
        for index in built {
            self.close_later(index);
        }
        ended
    }

    /// Notes how something is closed.
    fn close_later(&self, index: usize) {
        let (node, closing) =
            self.world.with(|it| (&it.nodes[index], it.wiring.0[index].closing.clone()));
        let Some(script) = closing else { return };
        let (world, scope) = (self.world.clone(), self.number);
        let is_async = script.delays.is_some();
        let close = move |outcome: Outcome| -> ClosingStep {
            world.with(|it| it.begins_to_close(scope, index, &told(&outcome)));
            let id = world.with(super::world::World::step);
            Box::pin(FakeClosing { world, scope, index, node, script, id, begun: 0 })
        };
        self.tracked.note(Closer { node, is_async, close: Box::new(close) });
    }
}

pub(super) fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Failed(failure) => format!("Failed({failure})"),
        other => format!("{other:?}"),
    }
}

/// Somebody who asks for something in a scope.
pub(super) struct Ask {
    asking: Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>,
    world: Shared,
    id: usize,
}

impl Ask {
    pub(super) fn new(scope: &Arc<FakeScope>, enclosing: Vec<usize>, target: usize) -> Self {
        let world = scope.world.clone();
        let id = world.with(|it| it.begins_to_ask(scope.number, enclosing.clone(), target));
        let scope = Arc::clone(scope);
        let asking = async move {
            let openers = Openers {
                turns: &scope.tracked.turns,
                nodes: scope.world.with(|it| it.nodes),
                is_overridden: |index| scope.world.with(|it| it.wiring.is_overridden(index)),
                open: |index| Some(FakeOpening::begin(&scope, &enclosing, id, index)),
            };
            openers.open_all([target].into_iter()).await
        };
        Self { asking: Box::pin(asking), world, id }
    }
}

impl Future for Ask {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let shared = self.world.with(|it| it.shared(self.id));
        let polled = self.asking.as_mut().poll(cx);
        self.world.with(|it| it.asked(self.id, shared.as_deref(), &polled));
        polled
    }
}

impl Drop for Ask {
    fn drop(&mut self) {
        self.world.with(|it| it.ask_dropped(self.id));
    }
}

/// An attempt to open something.
struct FakeOpening {
    scope: Arc<FakeScope>,
    /// What is being opened, this one last.
    enclosing: Vec<usize>,
    index: usize,
    ask: usize,
    script: Opening,
    id: usize,
    is_begun: bool,
    /// How many delays have begun.
    begun: usize,
    asking: Option<Ask>,
    is_open: bool,
}

impl FakeOpening {
    /// What `Container::open_in_scope` does.
    fn begin(scope: &Arc<FakeScope>, outer: &[usize], ask: usize, index: usize) -> Step<'static> {
        let script = scope.world.with(|it| it.begins_to_open(scope.number, index, ask));
        Box::pin(Self {
            scope: Arc::clone(scope),
            enclosing: outer.iter().copied().chain([index]).collect(),
            index,
            ask,
            script,
            id: scope.world.with(super::world::World::step),
            is_begun: false,
            begun: 0,
            asking: None,
            is_open: false,
        })
    }

    fn fail(&mut self, message: String) -> Error {
        let number = self.scope.number;
        self.scope.world.with(|it| {
            it.opening_failed(number, self.index, self.ask, &message);
            it.step_ended(self.id);
            Error::new(ErrorKind::ConstructorFailed, &it.nodes[self.index]).caused_by(message)
        })
    }

    fn end(&mut self) -> Result<(), Error> {
        let number = self.scope.number;
        let message = |kind| self.scope.world.with(|it| it.message(kind, number, self.index));
        match self.script.end {
            End::Fails => {
                let message = message(ErrorKind::ConstructorFailed);
                Err(self.fail(message))
            }
            End::Panics => {
                let message = message(ErrorKind::ConstructorPanicked);
                let _ = self.fail(message.clone());
                resume_unwind(Box::new(message))
            }
            End::Done | End::PanicsWhenDropped => {
                self.is_open = true;
                self.scope.world.with(|it| {
                    it.opened(number, self.index);
                    it.step_ended(self.id);
                });
                self.scope.close_later(self.index);
                Ok(())
            }
        }
    }
}

impl Future for FakeOpening {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        if this.scope.world.with(|it| it.polled(this.id, cx.waker())) {
            return Poll::Pending;
        }
        if !core::mem::replace(&mut this.is_begun, true) {
            if let Err(message) = this.scope.build_for(this.index) {
                return Poll::Ready(Err(this.fail(message)));
            }
        }
        loop {
            if let Some(asking) = &mut this.asking {
                // What it is told does not matter to it.
                if Pin::new(asking).poll(cx).is_pending() {
                    return Poll::Pending;
                }
                this.asking = None;
            }
            let delay = this.script.delays.get(this.begun).copied();
            this.begun += 1;
            match delay {
                Some(Delay::Ask(target)) => {
                    this.asking = Some(Ask::new(&this.scope, this.enclosing.clone(), target));
                }
                Some(Delay::Turn) => {
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Some(Delay::Another) => {
                    this.scope.world.with(|it| it.wait(this.id, cx.waker()));
                    return Poll::Pending;
                }
                Some(Delay::Never) => return Poll::Pending,
                None => return Poll::Ready(this.end()),
            }
        }
    }
}

impl Drop for FakeOpening {
    fn drop(&mut self) {
        let (world, scope) = (self.scope.world.clone(), self.scope.number);
        let panicked = world.with(|it| {
            if !it.step_dropped(self.id) {
                it.opening_dropped(scope, self.index);
            }
            let panics = self.script.end == End::PanicsWhenDropped && !std::thread::panicking();
            panics.then(|| {
                let message = it.message(ErrorKind::ConstructorPanicked, scope, self.index);
                if self.is_open {
                    it.told_to(self.ask, &message);
                }
                message
            })
        });
        if let Some(message) = panicked {
            resume_unwind(Box::new(message));
        }
    }
}

struct FakeClosing {
    world: Shared,
    scope: usize,
    index: usize,
    node: &'static Node,
    script: Closing,
    id: usize,
    begun: usize,
}

impl FakeClosing {
    /// Notes that somebody has to be told, and returns what.
    fn fail(&self, kind: ErrorKind) -> String {
        self.world.with(|it| {
            let message = it.message(kind, self.scope, self.index);
            it.failures.push(message.clone());
            message
        })
    }
}

impl Future for FakeClosing {
    type Output = Vec<Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<Error>> {
        if self.world.with(|it| it.polled(self.id, cx.waker())) {
            return Poll::Pending;
        }
        let delay = self.script.delays.as_ref().and_then(|it| it.get(self.begun)).copied();
        self.begun += 1;
        match delay {
            Some(Delay::Turn) => cx.waker().wake_by_ref(),
            Some(Delay::Another) => self.world.with(|it| it.wait(self.id, cx.waker())),
            Some(_) => self.begun -= 1,
            None => {
                self.world.with(|it| {
                    it.step_ended(self.id);
                    it.closing_ended(self.scope);
                });
                return match self.script.end {
                    End::Fails => {
                        let message = self.fail(ErrorKind::CloserFailed);
                        let error = Error::new(ErrorKind::CloserFailed, self.node);
                        Poll::Ready(vec![error.caused_by(message)])
                    }
                    End::Panics => resume_unwind(Box::new(self.fail(ErrorKind::CloserPanicked))),
                    End::Done | End::PanicsWhenDropped => Poll::Ready(Vec::new()),
                };
            }
        }
        Poll::Pending
    }
}

impl Drop for FakeClosing {
    fn drop(&mut self) {
        self.world.with(|it| {
            if !it.step_dropped(self.id) {
                // Only what takes too long is given up.
                it.closing_ended(self.scope);
                let kind = ErrorKind::CloserTimedOut;
                it.failures.push(format!("{kind:?} n{}", self.index));
            }
        });
        if self.script.end == End::PanicsWhenDropped && !std::thread::panicking() {
            resume_unwind(Box::new(self.fail(ErrorKind::CloserPanicked)));
        }
    }
}
