//! The memory of a walk: arrays while the compiler runs it, vectors at run time.

use super::MOST_TOLD;
use crate::graph::{Graph, Node};

/// The memory that a walk borrows, with room for each provider of the graph.
pub(super) struct Space<'w> {
    /// What is known of each provider.
    pub(super) notes: &'w mut [Note],
    /// The providers between the root of a search and where it is.
    pub(super) stack: &'w mut [usize],
    /// The providers that a search has seen, in order.
    pub(super) queue: &'w mut [usize],
    /// The path of the last problem. It may pass each provider twice.
    pub(super) path: &'w mut [[usize; 2]],
    /// The edges that are on a cycle which is already found, in rows: for each provider
    /// a list, of which [`Note::last_covered`] is the end.
    pub(super) covered: &'w mut [[Covered; ROW]],
    /// Room for a search in a graph that is imported from. Without enough of it, that
    /// search brings its own.
    pub(super) seen_elsewhere: &'w mut [bool],
    pub(super) stack_elsewhere: &'w mut [usize],
}

impl Space<'_> {
    pub(super) const fn covered(&self, at: usize) -> Covered {
        self.covered[at / ROW][at % ROW]
    }
}

/// A compile error asks for no more cycles than this, and each passes a provider
/// once: so a row for each provider is enough.
pub(super) const ROW: usize = MOST_TOLD + 1;

/// What a walk knows of a provider.
#[derive(Clone, Copy)]
pub(super) struct Note {
    /// [`UNSEEN`]; or when a search first saw it, counted from one; or, in a search that
    /// does not ask when, [`OPEN`] or [`DONE`].
    pub(super) seen: usize,
    /// The first seen of those that it is known to reach, and that reach it.
    pub(super) lowest: usize,
    /// Its next dependency to look at.
    pub(super) next: usize,
    /// One of those that it reaches and that reach it, the same for all of them.
    pub(super) component: Option<usize>,
    /// Whether there is one instance of something in the component of this name.
    pub(super) has_only_one: bool,
    /// How many edges to it are on cycles, but not on one that is found.
    pub(super) uncovered: usize,
    /// The last of the edges from it in [`Space::covered`].
    pub(super) last_covered: Option<usize>,
    /// What needs a scope needs it through this dependency; itself if scoped.
    pub(super) scoped_through: Option<usize>,
    /// Whether what it gives out is kept.
    pub(super) is_kept: bool,
    /// Where it was found from; and, in a search that waits to pass something of which
    /// there is only one, where it was found from after that.
    pub(super) found_from: Option<usize>,
    pub(super) found_after: Option<usize>,
    /// Whether what it was found from after, was found before.
    pub(super) is_turn: bool,
}

pub(super) const UNSEEN: usize = 0;
/// It is on the stack.
pub(super) const OPEN: usize = 1;
pub(super) const DONE: usize = 2;

impl Note {
    const NEW: Self = Self {
        seen: 0,
        lowest: 0,
        next: 0,
        component: None,
        has_only_one: false,
        uncovered: 0,
        last_covered: None,
        scoped_through: None,
        is_kept: true,
        found_from: None,
        found_after: None,
        is_turn: false,
    };
}

/// An edge that is on a cycle which is found.
#[derive(Clone, Copy)]
pub(super) struct Covered {
    pub(super) target: usize,
    /// The one before it from the same provider.
    pub(super) before: Option<usize>,
}

impl Covered {
    const NEW: Self = Self { target: 0, before: None };
}

/// The memory for `N` providers that the compiler can give.
pub(super) struct Arrays<const N: usize> {
    notes: [Note; N],
    stack: [usize; N],
    queue: [usize; N],
    path: [[usize; 2]; N],
    covered: [[Covered; ROW]; N],
}

impl<const N: usize> Arrays<N> {
    pub(super) const fn new() -> Self {
        Self {
            notes: [Note::NEW; N],
            stack: [0; N],
            queue: [0; N],
            path: [[0; 2]; N],
            covered: [[Covered::NEW; ROW]; N],
        }
    }

    pub(super) const fn space(&mut self) -> Space<'_> {
        Space {
            notes: &mut self.notes,
            stack: &mut self.stack,
            queue: &mut self.queue,
            path: &mut self.path,
            covered: &mut self.covered,
            seen_elsewhere: &mut [],
            stack_elsewhere: &mut [],
        }
    }
}

/// The memory for a graph of any size.
pub(super) struct Vectors {
    notes: Vec<Note>,
    stack: Vec<usize>,
    queue: Vec<usize>,
    path: Vec<[usize; 2]>,
    covered: Vec<[Covered; ROW]>,
    seen_elsewhere: Vec<bool>,
    stack_elsewhere: Vec<usize>,
}

impl Vectors {
    pub(super) fn new(graph: &Graph) -> Self {
        let nodes = graph.nodes();
        let edges: usize = nodes.iter().map(|node| node.dependencies().count()).sum();
        let imported = nodes.iter().filter_map(Node::imported_from);
        let elsewhere = imported.map(|it| it.nodes().len()).max().unwrap_or(0);
        Self {
            notes: vec![Note::NEW; nodes.len()],
            stack: vec![0; nodes.len()],
            queue: vec![0; nodes.len()],
            path: vec![[0; 2]; nodes.len()],
            covered: vec![[Covered::NEW; ROW]; edges.div_ceil(ROW)],
            seen_elsewhere: vec![false; elsewhere],
            stack_elsewhere: vec![0; elsewhere],
        }
    }

    pub(super) fn space(&mut self) -> Space<'_> {
        Space {
            notes: &mut self.notes,
            stack: &mut self.stack,
            queue: &mut self.queue,
            path: &mut self.path,
            covered: &mut self.covered,
            seen_elsewhere: &mut self.seen_elsewhere,
            stack_elsewhere: &mut self.stack_elsewhere,
        }
    }
}
