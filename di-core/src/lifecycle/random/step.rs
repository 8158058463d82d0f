//! Steps that do nothing but wait, fail and panic, as their script says.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::panic::resume_unwind;

use proptest::prelude::*;

use super::world::{Shared, What};
use crate::error::Error;

/// What happens in a step.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) delays: Vec<Delay>,
    pub(super) end: End,
}

/// For what a step waits.
#[derive(Clone, Copy, Debug)]
pub(super) enum Delay {
    /// For its turn: it wakes itself.
    Turn,
    /// For another step to go on, or for the world outside if there is none.
    Another,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    Done,
    Fails,
    Panics,
    /// It panics before there is a step.
    PanicsAtOnce,
    /// It panics when it is dropped because another has failed; else it is done.
    PanicsWhenDropped,
    /// There is nothing to do, and no step.
    Nothing,
}

fn script(end: impl Strategy<Value = End>) -> impl Strategy<Value = Script> {
    let delay = prop_oneof![Just(Delay::Turn), Just(Delay::Another)];
    let delays = prop::collection::vec(delay, 0..=3);
    (delays, end).prop_map(|(delays, end)| Script { delays, end })
}

pub(super) fn openings() -> impl Strategy<Value = Script> {
    script(prop_oneof![
        20 => Just(End::Done),
        1 => Just(End::Fails),
        1 => Just(End::Panics),
        2 => Just(End::PanicsWhenDropped),
        2 => Just(End::Nothing),
    ])
}

pub(super) fn closings() -> impl Strategy<Value = Script> {
    script(prop_oneof![
        6 => Just(End::Done),
        2 => Just(End::Fails),
        1 => Just(End::Panics),
        1 => Just(End::PanicsAtOnce),
        1 => Just(End::Nothing),
    ])
}

/// The opening or the closing of one provider.
pub(super) struct FakeStep {
    world: Shared,
    what: What,
    script: Script,
    /// How many delays have begun.
    begun: usize,
}

impl FakeStep {
    pub(super) fn new(world: &Shared, what: What, script: Script) -> Self {
        world.with(|it| it.alive.push(what));
        Self { world: world.clone(), what, script, begun: 0 }
    }
}

impl Future for FakeStep {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (what, begun, end) = (self.what, self.begun, self.script.end);
        let delay = self.script.delays.get(begun).copied();
        let still_waits = self.world.with(|it| {
            it.polled(what);
            let still_waits = it.still_waits(what, cx.waker());
            if !still_waits && begun > 0 {
                it.wake_one();
            }
            still_waits
        });
        if still_waits {
            return Poll::Pending;
        }
        self.begun += 1;
        match delay {
            Some(Delay::Turn) => cx.waker().wake_by_ref(),
            Some(Delay::Another) => self.world.with(|it| it.wait(what, cx.waker())),
            None => {
                let ended = self.world.with(|it| it.ended(what, end));
                return Poll::Ready(ended.unwrap_or_else(|it| resume_unwind(Box::new(it))));
            }
        }
        Poll::Pending
    }
}

impl Drop for FakeStep {
    fn drop(&mut self) {
        let panics = self.script.end == End::PanicsWhenDropped;
        if let Some(message) = self.world.with(|it| it.dropped(self.what, panics)) {
            resume_unwind(Box::new(message));
        }
    }
}
