//! What a `Lazy` would keep alive for ever.

use super::components::Follow;
use super::walk::Walk;
use super::{Problem, is_kept};
use crate::graph::{Dependency, Edge, ProviderKind};

impl Walk<'_, '_> {
    /// Finds which providers hold each other, and something of which there is only one;
    /// returns whether any may.
    pub(super) const fn find_held(&mut self) -> bool {
        if !self.has_lazy {
            return false;
        }
        self.find_kept();
        if !self.keeps_what_is_made() {
            return false;
        }
        self.forget();
        if !self.find_components(Follow::Held) {
            return false;
        }
        let mut at = 0;
        while at < self.nodes.len() {
            if let (true, Some(component)) = (self.is_only_one(at), self.space.notes[at].component)
            {
                self.space.notes[component].has_only_one = true;
            }
            at += 1;
        }
        true
    }

    /// Finds what is kept, as [`is_kept`] does for one. A collection is kept if all that
    /// is in it is: collections rarely hold collections, so this is rarely done thrice.
    const fn find_kept(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            let mut at = 0;
            while at < self.nodes.len() {
                if self.space.notes[at].is_kept {
                    let is_kept = match self.nodes[at].kind() {
                        ProviderKind::Collection => self.is_each_kept(at),
                        _ => is_kept(self.graph, at),
                    };
                    self.space.notes[at].is_kept = is_kept;
                    changed = changed || !is_kept;
                }
                at += 1;
            }
        }
    }

    const fn is_each_kept(&self, collection: usize) -> bool {
        let mut position = 0;
        while let Some(element) = self.nodes[collection].dependency(position) {
            match element.target() {
                Some(target) if self.space.notes[target].is_kept => position += 1,
                _ => return false,
            }
        }
        true
    }

    /// Whether there is any lazy dependency on what is made anew.
    const fn keeps_what_is_made(&self) -> bool {
        let mut owner = 0;
        while owner < self.nodes.len() {
            let mut position = 0;
            while let Some(dependency) = self.nodes[owner].dependency(position) {
                if self.lazily_made(dependency).is_some() {
                    return true;
                }
                position += 1;
            }
            owner += 1;
        }
        false
    }

    /// Looks at the next lazy dependencies on what is made anew.
    pub(super) const fn next_never_dropped(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let Some(dependency) = self.nodes[self.root].dependency(self.position) else {
                self.root += 1;
                self.position = 0;
                continue;
            };
            self.position += 1;
            if let Some(made) = self.lazily_made(dependency) {
                if self.holds_itself(made) {
                    self.find_way(made);
                    return Some(Problem::NeverDropped);
                }
            }
        }
        None
    }

    /// Whether the root, which keeps a `made` instance, is held by it in turn, and by
    /// something of which there is only one.
    const fn holds_itself(&self, made: usize) -> bool {
        match self.space.notes[made].component {
            Some(component) => {
                self.space.notes[component].has_only_one && self.reach_each_other(self.root, made)
            }
            None => false,
        }
    }

    /// Keeps the way from the root through `made` and something of which there is only
    /// one to the root.
    const fn find_way(&mut self, made: usize) {
        self.forget_way();
        // The stack is a queue here: of what was found before anything was passed of which
        // there is only one. The queue is for what was found after.
        self.space.notes[made].found_from = Some(self.root);
        self.space.stack[0] = made;
        let mut len = 1;
        self.queue_len = 0;
        let mut at = 0;
        while at < len {
            let owner = self.space.stack[at];
            let mut position = 0;
            while let Some(dependency) = self.nodes[owner].dependency(position) {
                position += 1;
                let Some(target) = self.held_by(dependency) else { continue };
                if self.is_only_one(target) {
                    self.find_after(target, owner, true);
                } else if self.space.notes[target].found_from.is_none() {
                    self.space.notes[target].found_from = Some(owner);
                    self.space.stack[len] = target;
                    len += 1;
                }
            }
            at += 1;
        }
        at = 0;
        while at < self.queue_len && self.space.notes[self.root].found_after.is_none() {
            let owner = self.space.queue[at];
            let mut position = 0;
            while let Some(dependency) = self.nodes[owner].dependency(position) {
                position += 1;
                if let Some(target) = self.held_by(dependency) {
                    self.find_after(target, owner, false);
                }
            }
            at += 1;
        }
        self.keep_way(made);
    }

    const fn forget_way(&mut self) {
        let mut at = 0;
        while at < self.nodes.len() {
            let note = &mut self.space.notes[at];
            note.found_from = None;
            note.found_after = None;
            note.is_turn = false;
            at += 1;
        }
    }

    const fn find_after(&mut self, target: usize, owner: usize, is_turn: bool) {
        let note = &mut self.space.notes[target];
        if note.found_after.is_none() {
            note.found_after = Some(owner);
            note.is_turn = is_turn;
            self.space.queue[self.queue_len] = target;
            self.queue_len += 1;
        }
    }

    /// What a dependency keeps, if that is made anew when it is first asked for.
    const fn lazily_made(&self, dependency: &Dependency) -> Option<usize> {
        match (dependency.target(), dependency.edge()) {
            (Some(made), Edge::Lazy) if !self.space.notes[made].is_kept => Some(made),
            _ => None,
        }
    }

    /// What a dependency holds for as long as its owner lives.
    pub(super) const fn held_by(&self, dependency: &Dependency) -> Option<usize> {
        match dependency.edge() {
            // What a function asks for, it need not hold.
            Edge::Eager if !dependency.parameter().is_empty() => dependency.target(),
            Edge::Eager | Edge::Repeated => None,
            Edge::Lazy => self.lazily_made(dependency),
        }
    }

    /// Whether there is one instance, and not a new one each time.
    const fn is_only_one(&self, provider: usize) -> bool {
        matches!(
            self.nodes[provider].kind(),
            ProviderKind::Singleton | ProviderKind::Resource | ProviderKind::Scoped
        )
    }

    /// Keeps the way from the root to itself: it is followed from its end.
    const fn keep_way(&mut self, made: usize) {
        self.path_len = 0;
        let mut is_after = true;
        let mut at = self.root;
        loop {
            let note = &self.space.notes[at];
            let found_from = if is_after { note.found_after } else { note.found_from };
            is_after = is_after && !note.is_turn;
            let Some(from) = found_from else { break };
            self.push_path(from);
            if at == made && !is_after && from == self.root {
                break;
            }
            at = from;
        }
        self.reverse_path(0);
    }
}
