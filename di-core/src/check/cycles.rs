//! Who needs itself.

use super::Problem;
use super::components::Follow;
use super::space::{Covered, DONE, OPEN, ROW, UNSEEN};
use super::walk::Walk;
use crate::graph::{Edge, ProviderKind};

impl Walk<'_, '_> {
    /// Finds which edges are on cycles; returns whether any is.
    pub(super) const fn find_cycles(&mut self) -> bool {
        if !self.is_any_cycle() {
            return false;
        }
        self.forget();
        self.find_components(Follow::Eager);
        let mut from = 0;
        while from < self.nodes.len() {
            let mut position = 0;
            while let Some(dependency) = self.nodes[from].dependency(position) {
                position += 1;
                if let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) {
                    if self.reach_each_other(from, target) {
                        self.space.notes[target].uncovered += 1;
                    }
                }
            }
            from += 1;
        }
        true
    }

    /// Whether there is any cycle: the least search that tells. Of most containers it is
    /// the only one, so it takes note of what else there is to look for.
    const fn is_any_cycle(&mut self) -> bool {
        let mut any = false;
        let mut root = 0;
        while root < self.nodes.len() {
            let mut depth = 0;
            if self.space.notes[root].seen == UNSEEN {
                self.open(root, &mut depth);
            }
            while depth > 0 {
                let at = self.space.stack[depth - 1];
                let note = &mut self.space.notes[at];
                let Some(dependency) = self.nodes[at].dependency(note.next) else {
                    note.seen = DONE;
                    depth -= 1;
                    continue;
                };
                note.next += 1;
                let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) else {
                    self.has_lazy = self.has_lazy || matches!(dependency.edge(), Edge::Lazy);
                    continue;
                };
                match self.space.notes[target].seen {
                    UNSEEN => self.open(target, &mut depth),
                    OPEN => any = true,
                    _ => {}
                }
            }
            root += 1;
        }
        any
    }

    const fn open(&mut self, provider: usize, depth: &mut usize) {
        self.has_scoped = self.has_scoped
            || matches!(self.nodes[provider].kind(), ProviderKind::Scoped | ProviderKind::Input);
        self.space.notes[provider].seen = OPEN;
        self.space.stack[*depth] = provider;
        *depth += 1;
    }

    /// Whether an edge from one to the other is on a cycle.
    pub(super) const fn reach_each_other(&self, one: usize, other: usize) -> bool {
        match (self.space.notes[one].component, self.space.notes[other].component) {
            (Some(one), Some(other)) => one == other,
            _ => false,
        }
    }

    /// Finds the shortest cycle through the next edge that is not on one that is found,
    /// so that each edge of a cycle is on one in the end.
    ///
    /// Those through the edges to one provider are found in one search from there.
    pub(super) const fn next_cycle(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            if self.space.notes[self.root].uncovered == 0 {
                self.end_search();
                self.root += 1;
                continue;
            }
            if self.queue_len == 0 {
                self.queue_len = 1;
                self.space.queue[0] = self.root;
            }
            let at = self.space.queue[self.queue_at];
            let Some(dependency) = self.nodes[at].dependency(self.position) else {
                self.queue_at += 1;
                self.position = 0;
                continue;
            };
            self.position += 1;
            let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) else {
                continue;
            };
            if target == self.root {
                if !self.is_covered(at, target) {
                    self.keep_cycle(at);
                    return Some(Problem::Cycle);
                }
            } else if self.space.notes[target].found_from.is_none()
                && self.reach_each_other(at, target)
            {
                self.space.notes[target].found_from = Some(at);
                self.space.queue[self.queue_len] = target;
                self.queue_len += 1;
            }
        }
        None
    }

    const fn end_search(&mut self) {
        while self.queue_len > 0 {
            self.queue_len -= 1;
            self.space.notes[self.space.queue[self.queue_len]].found_from = None;
        }
        self.queue_at = 0;
        self.position = 0;
    }

    /// Keeps the cycle from the root to `last`, turned so that the provider which is
    /// declared first is its first, and covers its edges.
    const fn keep_cycle(&mut self, last: usize) {
        let mut first = last;
        let mut at = last;
        self.cover(last, self.root);
        while let Some(from) = self.space.notes[at].found_from {
            self.cover(from, at);
            at = from;
            if at < first {
                first = at;
            }
        }
        // Backwards: from the first to the root, and from the last to behind the first.
        self.path_len = 0;
        self.push_path(first);
        at = first;
        while let Some(from) = self.space.notes[at].found_from {
            self.push_path(from);
            at = from;
        }
        at = last;
        while at != first {
            self.push_path(at);
            match self.space.notes[at].found_from {
                Some(from) => at = from,
                None => break,
            }
        }
        self.reverse_path(1);
    }

    const fn is_covered(&self, from: usize, to: usize) -> bool {
        let mut next = self.space.notes[from].last_covered;
        while let Some(at) = next {
            let covered = self.space.covered(at);
            if covered.target == to {
                return true;
            }
            next = covered.before;
        }
        false
    }

    /// Notes that an edge is on a cycle which is found, and each one like it.
    const fn cover(&mut self, from: usize, to: usize) {
        if self.is_covered(from, to) {
            return;
        }
        let before = self.space.notes[from].last_covered;
        self.space.notes[from].last_covered = Some(self.covered_len);
        let at = self.covered_len;
        self.space.covered[at / ROW][at % ROW] = Covered { target: to, before };
        self.covered_len += 1;
        let mut position = 0;
        while let Some(dependency) = self.nodes[from].dependency(position) {
            position += 1;
            if let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) {
                if target == to {
                    self.space.notes[to].uncovered -= 1;
                }
            }
        }
    }
}
