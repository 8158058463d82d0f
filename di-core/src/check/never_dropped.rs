//! What a `Lazy` would keep alive for ever.

use super::{Problem, Walk, is_kept};
use crate::graph::{Dependency, Edge, ProviderKind};

impl<const N: usize> Walk<'_, N> {
    /// Looks at the next lazy dependencies on what is made anew.
    pub(super) const fn next_never_dropped(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let holder = self.root;
            let next = self.nodes[holder].dependency(self.next_dependency[holder]);
            let Some(dependency) = next else {
                self.root += 1;
                continue;
            };
            self.next_dependency[holder] += 1;
            if let (Some(target), Edge::Lazy) = (dependency.target(), dependency.edge()) {
                if !is_kept(self.graph, target) && self.holds_itself(holder, target) {
                    return Some(Problem::NeverDropped);
                }
            }
        }
        None
    }

    /// Whether `holder`, which keeps a `made` instance, is held by it in turn, and by
    /// something of which there is only one; if so, keeps the way.
    const fn holds_itself(&mut self, holder: usize, made: usize) -> bool {
        // Where each was found from: before anything was passed of which there is only
        // one, and after.
        let mut before = [None; N];
        let mut after = [None; N];
        // Whether what was found after, was found from what was found before.
        let mut turned = [false; N];
        let mut waiting = [0; N];
        let mut waiting_len = 0;
        before[made] = Some(holder);
        self.stack[0] = made;
        let mut len = 1;
        let mut at = 0;
        while at < len {
            let owner = self.stack[at];
            let mut position = 0;
            while let Some(dependency) = self.nodes[owner].dependency(position) {
                position += 1;
                let Some(target) = self.held_by(dependency) else { continue };
                if self.is_only_one(target) {
                    if after[target].is_none() {
                        after[target] = Some(owner);
                        turned[target] = true;
                        waiting[waiting_len] = target;
                        waiting_len += 1;
                    }
                } else if before[target].is_none() {
                    before[target] = Some(owner);
                    self.stack[len] = target;
                    len += 1;
                }
            }
            at += 1;
        }
        at = 0;
        while at < waiting_len && after[holder].is_none() {
            let owner = waiting[at];
            let mut position = 0;
            while let Some(dependency) = self.nodes[owner].dependency(position) {
                position += 1;
                let Some(target) = self.held_by(dependency) else { continue };
                if after[target].is_none() {
                    after[target] = Some(owner);
                    waiting[waiting_len] = target;
                    waiting_len += 1;
                }
            }
            at += 1;
        }
        if after[holder].is_some() {
            self.keep_way(&before, &after, &turned, holder, made);
        }
        after[holder].is_some()
    }

    /// What a dependency holds for as long as its owner lives.
    const fn held_by(&self, dependency: &Dependency) -> Option<usize> {
        let target = dependency.target();
        match (target, dependency.edge()) {
            // What a function asks for, it need not hold.
            (Some(_), Edge::Eager) if !dependency.parameter().is_empty() => target,
            (Some(kept), Edge::Lazy) if !is_kept(self.graph, kept) => target,
            _ => None,
        }
    }

    /// Whether there is one instance, and not a new one each time.
    const fn is_only_one(&self, provider: usize) -> bool {
        matches!(
            self.nodes[provider].kind(),
            ProviderKind::Singleton | ProviderKind::Resource | ProviderKind::Scoped
        )
    }

    /// Keeps the way from `holder` to itself: it is followed from its end.
    const fn keep_way(
        &mut self,
        before: &[Option<usize>; N],
        after: &[Option<usize>; N],
        turned: &[bool; N],
        holder: usize,
        made: usize,
    ) {
        self.path_len = 0;
        let mut is_after = true;
        let mut at = holder;
        while self.path_len < N {
            let found_from = if is_after { after[at] } else { before[at] };
            let Some(from) = found_from else { break };
            is_after = is_after && !turned[at];
            self.path[self.path_len] = from;
            self.path_len += 1;
            if at == made && !is_after && from == holder {
                break;
            }
            at = from;
        }
        let mut left = 0;
        while left < self.path_len / 2 {
            let right = self.path_len - 1 - left;
            (self.path[left], self.path[right]) = (self.path[right], self.path[left]);
            left += 1;
        }
    }
}
