//! What needs a scope, and who would need it where there is none.

use super::Problem;
use super::reach::{needs_scope, needs_scope_in};
use super::space::{DONE, OPEN, UNSEEN};
use super::walk::Walk;
use crate::graph::{Edge, ProviderKind};

impl Walk<'_, '_> {
    /// Finds through whom each provider needs a scope; returns whether any does.
    ///
    /// In a depth-first search, what a provider needs is known before the provider;
    /// unless they need each other, and then it is looked at again until nothing changes.
    pub(super) const fn find_scoped(&mut self) -> bool {
        if !self.has_scoped {
            return false;
        }
        self.forget();
        let mut is_known = true;
        let mut root = 0;
        while root < self.nodes.len() {
            let mut depth = 0;
            if self.space.notes[root].seen == UNSEEN {
                self.enter(root, &mut depth);
            }
            while depth > 0 {
                let at = self.space.stack[depth - 1];
                let note = &mut self.space.notes[at];
                let dependency = self.nodes[at].dependency(note.next);
                let (Some(dependency), None) = (dependency, note.scoped_through) else {
                    note.seen = DONE;
                    depth -= 1;
                    if note.scoped_through.is_some() && depth > 0 {
                        let needs_it = self.space.stack[depth - 1];
                        self.space.notes[needs_it].scoped_through = Some(at);
                    }
                    continue;
                };
                note.next += 1;
                let Some(target) = dependency.target() else { continue };
                if self.space.notes[target].seen == UNSEEN {
                    self.enter(target, &mut depth);
                }
                let needed = &self.space.notes[target];
                if needed.scoped_through.is_some() {
                    self.space.notes[at].scoped_through = Some(target);
                } else if needed.seen == OPEN {
                    // Unless it has just been entered, or is the same.
                    is_known = is_known && self.space.stack[depth - 1] == target;
                }
            }
            root += 1;
        }
        if !is_known {
            self.find_scoped_again();
        }
        true
    }

    /// Sees a provider for the first time, and goes on there if it needs a scope only
    /// through others.
    const fn enter(&mut self, provider: usize, depth: &mut usize) {
        let note = &mut self.space.notes[provider];
        note.seen = DONE;
        match self.nodes[provider].kind() {
            ProviderKind::Scoped | ProviderKind::Input => note.scoped_through = Some(provider),
            ProviderKind::Factory | ProviderKind::Collection => {
                note.seen = OPEN;
                self.space.stack[*depth] = provider;
                *depth += 1;
                self.space.queue[self.queue_len] = provider;
                self.queue_len += 1;
            }
            // It is built without a scope, whoever asks.
            ProviderKind::Value
            | ProviderKind::Singleton
            | ProviderKind::Resource
            | ProviderKind::Import => {}
        }
    }

    /// Goes over all that needs a scope only through others, backwards and forwards in
    /// turns: what needs each other was mostly seen in the order of its edges.
    const fn find_scoped_again(&mut self) {
        let mut backwards = true;
        let mut changed = true;
        while changed {
            changed = false;
            let mut done = 0;
            while done < self.queue_len {
                done += 1;
                let at = if backwards { self.queue_len - done } else { done - 1 };
                let at = self.space.queue[at];
                if self.space.notes[at].scoped_through.is_none() {
                    let through = self.through_whom(at);
                    self.space.notes[at].scoped_through = through;
                    changed = changed || through.is_some();
                }
            }
            backwards = !backwards;
        }
    }

    const fn through_whom(&self, at: usize) -> Option<usize> {
        let mut position = 0;
        while let Some(dependency) = self.nodes[at].dependency(position) {
            if let Some(target) = dependency.target() {
                if self.space.notes[target].scoped_through.is_some() {
                    return Some(target);
                }
            }
            position += 1;
        }
        None
    }

    /// Looks at the dependencies of the next singletons.
    pub(super) const fn next_captive(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let holder = &self.nodes[self.root];
            let next = match holder.kind() {
                ProviderKind::Singleton | ProviderKind::Resource => {
                    holder.dependency(self.position)
                }
                _ => None,
            };
            let Some(dependency) = next else {
                self.root += 1;
                self.position = 0;
                continue;
            };
            self.position += 1;
            let Some(target) = dependency.target() else { continue };
            if self.space.notes[target].scoped_through.is_some() {
                self.keep_captive(target);
                return Some(match dependency.edge() {
                    Edge::Eager => Problem::Captive,
                    Edge::Lazy | Edge::Repeated => Problem::LazyCaptive,
                });
            }
        }
        None
    }

    /// Keeps the way from the root through `target` to what is scoped.
    const fn keep_captive(&mut self, target: usize) {
        self.path_len = 0;
        self.push_path(self.root);
        let mut next = target;
        loop {
            self.push_path(next);
            match self.space.notes[next].scoped_through {
                Some(through) if through != next => next = through,
                _ => return,
            }
        }
    }

    /// Looks at the next imports.
    pub(super) const fn next_import(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let node = &self.nodes[self.root];
            self.root += 1;
            if let (Some(graph), Some(target)) = (node.imported_from(), node.import_target()) {
                let (seen, stack) =
                    (&mut *self.space.seen_elsewhere, &mut *self.space.stack_elsewhere);
                let is_scoped = if graph.nodes().len() > seen.len() {
                    needs_scope(graph, target)
                } else {
                    forget(seen);
                    needs_scope_in(graph, target, seen, stack)
                };
                if is_scoped {
                    self.path_len = 0;
                    self.push_path(self.root - 1);
                    return Some(Problem::ScopedImport);
                }
            }
        }
        None
    }
}

const fn forget(seen: &mut [bool]) {
    let mut at = 0;
    while at < seen.len() {
        seen[at] = false;
        at += 1;
    }
}
