//! What a dynamic container keeps, and the short way to it.

use super::entry::{Entry, Place};
use super::recipe::{Cx, Erased, Instance};
use super::{DynamicContainer, Link, Target};
use crate::context::ScopeState;
use crate::graph::Node;
use crate::slot::Slot;

/// A [`Target`], half as large: it is handed on with every dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct Spot {
    pub(super) entry: u32,
    pub(super) view: u32,
}

impl Spot {
    /// Added to the view of what is made in a box, where it is asked for as what is shared:
    /// nobody keeps one.
    const BOXED: u32 = 1 << 31;

    /// Where there is nothing.
    pub(super) const NOWHERE: Self = Self { entry: u32::MAX, view: 0 };

    /// Where it is is still to be looked up.
    pub(super) const UNKNOWN: Self = Self { entry: u32::MAX, view: 1 };

    /// The same, asked for as what is shared, though it is made in a box.
    pub(super) fn boxed(self) -> Self {
        Self { view: self.view | Self::BOXED, ..self }
    }

    /// Whether it is made in a box, and asked for as what is shared.
    pub(super) fn is_boxed(self) -> bool {
        self.view & Self::BOXED != 0
    }

    /// The same as it is provided, in a box.
    pub(super) fn unshared(self) -> Self {
        Self { view: self.view & !Self::BOXED, ..self }
    }

    /// Looks it up if it is still unknown; nothing if it is nowhere.
    pub(super) fn or_else(self, look_up: impl FnOnce() -> Option<Self>) -> Option<Self> {
        if self == Self::UNKNOWN { look_up() } else { self.somewhere() }
    }

    /// Nothing if it is nowhere.
    pub(super) fn somewhere(self) -> Option<Self> {
        (self != Self::NOWHERE).then_some(self)
    }
}

impl From<Target> for Spot {
    fn from(Target { entry, view }: Target) -> Self {
        match (u32::try_from(entry), u32::try_from(view)) {
            (Ok(entry), Ok(view)) => Self { entry, view },
            // Nobody has so many.
            _ => Self::NOWHERE,
        }
    }
}

/// A context without its link: two pointers, which are handed on in registers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin<'c> {
    container: &'c DynamicContainer,
    scope: Option<&'c ScopeState<DynamicContainer>>,
}

impl<'c> Origin<'c> {
    #[inline]
    pub(super) fn of(cx: Cx<'c>) -> Self {
        Self { container: cx.container(), scope: cx.scope() }
    }

    #[inline]
    pub(super) fn linked(self, link: Link) -> Cx<'c> {
        Cx::new(self.container, self.scope).linked(link)
    }
}

/// A factory, and where the links of its constructor begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    entry: u32,
    first: u32,
}

impl At {
    #[inline]
    pub(super) fn cx(self, origin: Origin<'_>) -> Cx<'_> {
        origin.linked(Link::Of(self.first))
    }

    #[cold]
    pub(super) fn node(self, origin: Origin<'_>) -> &'static Node {
        origin.linked(Link::None).node_at(self.entry as usize)
    }
}

/// What is kept of one provider, at its position of the graph: as much as the short way
/// needs, together.
#[repr(align(64))]
pub(super) struct Cell {
    /// What was built; of what is made each time, what makes it.
    pub(super) slot: Slot<Instance>,
    /// Where the links of its constructor begin.
    first: u32,
    /// Where each scope has it, counted from 1; 0 if it is not scoped.
    in_scope: u32,
}

impl Cell {
    /// The place of this provider; what makes it is there already.
    pub(super) fn of(entry: &Entry, made: Option<Instance>) -> Self {
        let in_scope = match entry.place {
            Place::Scope(position) => u32::try_from(position + 1).unwrap_or(0),
            _ => 0,
        };
        let first = entry.links.first().copied().unwrap_or(u32::MAX);
        Self { slot: made.map_or_else(Slot::new, Slot::ready), first, in_scope }
    }

    /// Where what it makes is made.
    #[inline]
    pub(super) fn at(&self, spot: Spot) -> At {
        At { entry: spot.entry, first: self.first }
    }

    /// Where each scope has it.
    #[inline]
    pub(super) fn scoped_at(&self) -> Option<usize> {
        self.in_scope.checked_sub(1).map(|it| it as usize)
    }
}

/// Returns what was built already, or what makes it each time, where the constructor's link
/// leads to it, or else `look_up`. Nothing says only that it has to be [found](super::provides).
#[inline]
pub(super) fn at_hand(
    cx: Cx<'_>,
    look_up: impl FnOnce(&DynamicContainer) -> Option<Spot>,
) -> Option<(&Erased, &Cell, Spot)> {
    let spot = match cx.link() {
        Link::To(spot) => spot,
        Link::None | Link::Of(_) => look_up(cx.container())?,
    };
    let cell = cx.container().cells.get(spot.entry as usize)?;
    Some((cell.slot.get()?.get(spot.view as usize)?, cell, spot))
}

/// Where the constructor's link leads to.
#[inline]
pub(super) fn known(cx: Cx<'_>) -> Spot {
    match cx.link() {
        Link::To(spot) => spot,
        Link::None | Link::Of(_) => Spot::UNKNOWN,
    }
}
