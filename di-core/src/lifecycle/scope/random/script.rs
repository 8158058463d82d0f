//! What happens when something is opened or closed.

use proptest::prelude::*;

use super::wiring::N;

/// An attempt to open something.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) delays: Vec<Delay>,
    pub(super) end: End,
}

#[derive(Clone, Debug)]
pub(super) struct Closing {
    /// Nothing if it is not `async`.
    pub(super) delays: Option<Vec<Delay>>,
    pub(super) end: End,
}

/// For what a step waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Delay {
    /// For its turn: it wakes itself.
    Turn,
    /// For another step to go on, or for the world outside if there is none.
    Another,
    /// For something else of its scope, by a way that the graph does not know.
    Ask(usize),
    /// For ever.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum End {
    Done,
    Fails,
    Panics,
    /// It is done, or is dropped before; and panics when it is dropped.
    PanicsWhenDropped,
}

impl Closing {
    pub(super) fn hangs(&self) -> bool {
        self.delays.as_ref().is_some_and(|it| it.contains(&Delay::Never))
    }
}

pub(super) fn openings() -> impl Strategy<Value = Vec<Opening>> {
    let delay = prop_oneof![
        4 => Just(Delay::Turn),
        4 => Just(Delay::Another),
        3 => (0..N).prop_map(Delay::Ask),
    ];
    let end = prop_oneof![
        12 => Just(End::Done),
        3 => Just(End::Fails),
        2 => Just(End::Panics),
        1 => Just(End::PanicsWhenDropped),
    ];
    let opening = (prop::collection::vec(delay, 0..=3), end);
    let opening = opening.prop_map(|(delays, end)| Opening { delays, end });
    prop::collection::vec(opening, 1..=3)
}

pub(super) fn closings() -> impl Strategy<Value = Option<Closing>> {
    let delay = prop_oneof![
        6 => Just(Delay::Turn),
        6 => Just(Delay::Another),
        1 => Just(Delay::Never),
    ];
    let delays = prop::option::weighted(0.7, prop::collection::vec(delay, 0..=2));
    let end = prop_oneof![
        10 => Just(End::Done),
        2 => Just(End::Fails),
        1 => Just(End::Panics),
        1 => Just(End::PanicsWhenDropped),
    ];
    let closing = (delays, end).prop_map(|(delays, end)| Closing { delays, end });
    prop::option::weighted(0.8, closing)
}
