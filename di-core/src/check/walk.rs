//! The search for one problem after the other.

use super::Problem;
use super::space::Space;
use crate::graph::{Graph, Node};

/// What is looked for, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Begin,
    Cycles,
    Captives,
    NeverDropped,
    Imports,
    Done,
}

/// A walk over a graph, which stops at each problem.
pub(super) struct Walk<'g, 'w> {
    pub(super) graph: &'g Graph,
    pub(super) nodes: &'g [Node],
    pub(super) space: Space<'w>,
    phase: Phase,
    /// The provider that is looked at, and the next of its dependencies.
    pub(super) root: usize,
    pub(super) position: usize,
    /// The part of the queue that is in use, and how much of it is looked at.
    pub(super) queue_len: usize,
    pub(super) queue_at: usize,
    pub(super) path_len: usize,
    pub(super) covered_len: usize,
    /// Whether some dependency is lazy, and whether anything needs a scope: if not, there
    /// is nothing to look for, and the compiler is spared the search.
    pub(super) has_lazy: bool,
    pub(super) has_scoped: bool,
}

impl<'g, 'w> Walk<'g, 'w> {
    pub(super) const fn new(graph: &'g Graph, space: Space<'w>) -> Self {
        Self {
            graph,
            nodes: graph.nodes(),
            space,
            phase: Phase::Begin,
            root: 0,
            position: 0,
            queue_len: 0,
            queue_at: 0,
            path_len: 0,
            covered_len: 0,
            has_lazy: false,
            has_scoped: false,
        }
    }

    /// Returns the providers that the last problem is about, in order.
    pub(super) const fn path(&self) -> Path<'_> {
        Path::new(self.space.path, self.path_len)
    }

    /// Walks on to the next problem.
    pub(super) const fn next(&mut self) -> Option<Problem> {
        loop {
            let problem = match self.phase {
                Phase::Begin => None,
                Phase::Cycles => self.next_cycle(),
                Phase::Captives => self.next_captive(),
                Phase::NeverDropped => self.next_never_dropped(),
                Phase::Imports => self.next_import(),
                Phase::Done => return None,
            };
            if problem.is_some() {
                return problem;
            }
            self.begin_next_phase();
        }
    }

    /// Goes on to what there may be next, prepared to look for it.
    const fn begin_next_phase(&mut self) {
        let mut may_be = false;
        while !may_be {
            (self.phase, may_be) = match self.phase {
                Phase::Begin => (Phase::Cycles, self.find_cycles()),
                Phase::Cycles => (Phase::Captives, self.find_scoped()),
                Phase::Captives => (Phase::NeverDropped, self.find_held()),
                Phase::NeverDropped => (Phase::Imports, true),
                Phase::Imports | Phase::Done => (Phase::Done, true),
            };
        }
        self.root = 0;
        self.position = 0;
    }

    /// Forgets what the last search has seen.
    pub(super) const fn forget(&mut self) {
        let mut at = 0;
        while at < self.nodes.len() {
            let note = &mut self.space.notes[at];
            note.seen = 0;
            note.next = 0;
            note.component = None;
            at += 1;
        }
        self.queue_len = 0;
    }

    pub(super) const fn push_path(&mut self, provider: usize) {
        self.space.path[self.path_len / 2][self.path_len % 2] = provider;
        self.path_len += 1;
    }

    /// Turns the end of the path from `first` on around.
    pub(super) const fn reverse_path(&mut self, first: usize) {
        let path = &mut *self.space.path;
        let (mut left, mut right) = (first, self.path_len);
        while left + 1 < right {
            right -= 1;
            let last = path[right / 2][right % 2];
            path[right / 2][right % 2] = path[left / 2][left % 2];
            path[left / 2][left % 2] = last;
            left += 1;
        }
    }
}

/// The providers that a problem is about, in order; at most twice as many as there
/// are.
#[derive(Clone, Copy)]
pub(super) struct Path<'p> {
    rows: &'p [[usize; 2]],
    len: usize,
}

impl<'p> Path<'p> {
    pub(super) const fn new(rows: &'p [[usize; 2]], len: usize) -> Self {
        Self { rows, len }
    }

    pub(super) const fn len(self) -> usize {
        self.len
    }

    pub(super) const fn get(self, at: usize) -> usize {
        self.rows[at / 2][at % 2]
    }

    pub(super) fn to_vec(self) -> Vec<usize> {
        (0..self.len).map(|at| self.get(at)).collect()
    }

    pub(super) const fn to_array<const N: usize>(self) -> [[usize; 2]; N] {
        let mut rows = [[0; 2]; N];
        let mut at = 0;
        while at < self.len.div_ceil(2) {
            rows[at] = self.rows[at];
            at += 1;
        }
        rows
    }
}
