//! Which providers reach each other.

use super::walk::Walk;
use crate::graph::Edge;

/// Which dependencies are followed.
#[derive(Clone, Copy)]
pub(super) enum Follow {
    /// What is resolved while the one that needs it is built.
    Eager,
    /// What is held for as long as its owner lives.
    Held,
}

impl Walk<'_, '_> {
    /// Gives those that reach each other the same [`component`]; returns whether any do,
    /// or one reaches itself.
    ///
    /// A depth-first search, by Tarjan: what is seen waits in the queue until it is
    /// known which of the others that wait it reaches.
    ///
    /// [`component`]: super::space::Note::component
    pub(super) const fn find_components(&mut self, follow: Follow) -> bool {
        let mut any = false;
        let mut seen = 0;
        let mut root = 0;
        while root < self.nodes.len() {
            let mut depth = 0;
            if self.space.notes[root].seen == 0 {
                self.see(root, &mut depth, &mut seen);
            }
            while depth > 0 {
                let at = self.space.stack[depth - 1];
                let note = &mut self.space.notes[at];
                let Some(dependency) = self.nodes[at].dependency(note.next) else {
                    depth -= 1;
                    if note.lowest == note.seen {
                        self.close(at);
                    } else {
                        let lowest = note.lowest;
                        self.reach(self.space.stack[depth - 1], lowest);
                    }
                    continue;
                };
                note.next += 1;
                let followed = match (follow, dependency.edge()) {
                    (Follow::Held, _) => self.held_by(dependency),
                    (Follow::Eager, Edge::Eager) => dependency.target(),
                    (Follow::Eager, Edge::Lazy | Edge::Repeated) => None,
                };
                let Some(target) = followed else { continue };
                let found = &self.space.notes[target];
                if found.seen == 0 {
                    self.see(target, &mut depth, &mut seen);
                } else if found.component.is_none() {
                    any = true;
                    self.reach(at, found.seen);
                }
            }
            root += 1;
        }
        any
    }

    const fn see(&mut self, provider: usize, depth: &mut usize, seen: &mut usize) {
        *seen += 1;
        let note = &mut self.space.notes[provider];
        note.seen = *seen;
        note.lowest = *seen;
        self.space.stack[*depth] = provider;
        *depth += 1;
        self.space.queue[self.queue_len] = provider;
        self.queue_len += 1;
    }

    /// Notes that a provider reaches what was seen then.
    const fn reach(&mut self, provider: usize, seen: usize) {
        let note = &mut self.space.notes[provider];
        if seen < note.lowest {
            note.lowest = seen;
        }
    }

    /// What waits since a provider was seen, which reaches nothing seen before: all of
    /// that reaches the provider, and is reached from it.
    const fn close(&mut self, provider: usize) {
        loop {
            self.queue_len -= 1;
            let at = self.space.queue[self.queue_len];
            self.space.notes[at].component = Some(provider);
            if at == provider {
                return;
            }
        }
    }
}
