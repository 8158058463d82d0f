//! A random wiring, and a naive judgement of it.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Singleton,
    Scoped,
    Factory,
}

/// How something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Now,
    /// As an `Option`.
    Perhaps,
    Lazy,
    /// As a `Provider`.
    Again,
}

/// Who needs whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    target: usize,
    how: How,
    /// Whether it is asked for in the form in which the target is not provided.
    is_wrong: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) is_registered: bool,
    pub(super) is_overridden: bool,
    needs: Vec<Need>,
}

#[derive(Clone, Debug)]
pub(super) struct Wiring {
    pub(super) nodes: Vec<Node>,
}

/// What a constructor asks for.
pub(super) struct Ask {
    pub(super) target: usize,
    pub(super) how: How,
    pub(super) is_owned: bool,
    pub(super) parameter: &'static str,
}

pub(super) fn wiring(most: usize) -> impl Strategy<Value = Wiring> {
    let how = prop::sample::select(&[How::Now, How::Now, How::Perhaps, How::Lazy, How::Again][..]);
    let need = (any::<Index>(), how, prop::bool::weighted(0.02));
    let node = (
        prop::sample::select(&[Kind::Singleton, Kind::Scoped, Kind::Factory][..]),
        prop::bool::weighted(0.97),
        prop::bool::weighted(0.08),
        prop::collection::vec(need, 0..=3),
    );
    prop::collection::vec(node, 1..=most).prop_map(|nodes| {
        let len = nodes.len();
        let nodes = nodes.into_iter().map(|(kind, is_registered, is_overridden, needs)| Node {
            kind,
            is_registered,
            is_overridden: is_registered && is_overridden,
            needs: needs
                .into_iter()
                .map(|(target, how, is_wrong)| Need { target: target.index(len), how, is_wrong })
                .collect(),
        });
        let mut wiring = Wiring { nodes: nodes.collect() };
        wiring.limit_factories();
        wiring
    })
}

impl Wiring {
    /// A factory that makes two others, which make two others, takes for ever.
    fn limit_factories(&mut self) {
        let is_factory: Vec<_> = self.nodes.iter().map(|it| it.kind == Kind::Factory).collect();
        for node in self.nodes.iter_mut().filter(|it| it.kind == Kind::Factory) {
            let mut left = 1;
            node.needs.retain(|need| {
                let counts = is_factory[need.target];
                let keeps = !counts || left > 0;
                left -= usize::from(counts && keeps);
                keeps
            });
        }
    }

    pub(super) fn asks(&self, at: usize) -> Vec<Ask> {
        let needs = self.nodes[at].needs.iter().enumerate();
        needs
            .map(|(position, need)| Ask {
                target: need.target,
                how: need.how,
                is_owned: self.asks_owned(need),
                parameter: format!("n{at}_{position}").leak(),
            })
            .collect()
    }

    fn asks_owned(&self, need: &Need) -> bool {
        (self.nodes[need.target].kind == Kind::Factory) != need.is_wrong
    }

    fn is_provided(&self, need: &Need) -> bool {
        self.nodes[need.target].is_registered && !need.is_wrong
    }

    /// Whom one needs in some way, as far as they are there.
    fn all(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let needs = self.nodes[at].needs.iter().filter(move |_| self.nodes[at].is_registered);
        needs.filter(|need| self.is_provided(need)).map(|need| need.target)
    }

    /// The same, of what is not overridden.
    fn real(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        self.all(at).filter(move |_| !self.nodes[at].is_overridden)
    }

    /// Whether one needs another while it is built.
    pub(super) fn needs_now(&self, from: usize, to: usize) -> bool {
        let node = &self.nodes[from];
        node.is_registered
            && !node.is_overridden
            && node.needs.iter().any(|need| {
                need.target == to
                    && matches!(need.how, How::Now | How::Perhaps)
                    && self.is_provided(need)
            })
    }

    fn from<I: Iterator<Item = usize>>(
        &self,
        start: impl IntoIterator<Item = usize>,
        next: impl Fn(usize) -> I,
    ) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = start.into_iter().collect();
        while let Some(at) = open.pop() {
            for target in next(at) {
                if seen.insert(target) {
                    open.push(target);
                }
            }
        }
        debug_assert!(seen.len() <= self.nodes.len());
        seen
    }

    /// Whether one needs another while it is built, or needs one that does.
    pub(super) fn reaches(&self, from: usize, to: usize) -> bool {
        let now = |at: usize| self.real(at).filter(move |it| self.needs_now(at, *it));
        self.from([from], now).contains(&to)
    }

    /// Those that anybody could ask for but what is overridden, and what only that needs.
    pub(super) fn checked(&self) -> BTreeSet<usize> {
        let all = 0..self.nodes.len();
        let is = |at: &usize| self.nodes[*at].is_registered && !self.nodes[*at].is_overridden;
        let overridden = all.clone().filter(|it| self.nodes[*it].is_overridden);
        let replaced = self.from(overridden, |at| self.all(at));
        let own: BTreeSet<usize> = all.filter(is).filter(|it| !replaced.contains(it)).collect();
        let mut checked = self.from(own.iter().copied(), |at| self.real(at));
        checked.retain(is);
        checked.extend(own);
        checked
    }

    /// What is missing, and who needs it, as a report says it.
    pub(super) fn missing(&self, checked: &BTreeSet<usize>) -> BTreeSet<(String, String)> {
        let mut missing = BTreeSet::new();
        for at in checked {
            for (position, need) in self.nodes[*at].needs.iter().enumerate() {
                if need.how != How::Perhaps && !self.is_provided(need) {
                    let node = format!("Node<{}>", need.target);
                    let key = if self.asks_owned(need) { node } else { format!("Arc<{node}>") };
                    missing
                        .insert((format!("`{key}`"), format!("needed by `().n{at}_{position}`")));
                }
            }
        }
        missing
    }

    pub(super) fn on_cycles(&self, checked: &BTreeSet<usize>) -> Vec<usize> {
        checked.iter().copied().filter(|at| self.reaches(*at, *at)).collect()
    }

    fn needs_scope(&self, at: usize, seen: &mut BTreeSet<usize>) -> bool {
        match self.nodes[at].kind {
            Kind::Singleton => false,
            Kind::Scoped => true,
            Kind::Factory => {
                seen.insert(at) && self.real(at).any(|target| self.needs_scope(target, seen))
            }
        }
    }

    /// Each singleton with whom it needs, though that needs a scope.
    pub(super) fn captives(&self, checked: &BTreeSet<usize>) -> BTreeSet<(usize, usize)> {
        let singletons = checked.iter().filter(|it| self.nodes[**it].kind == Kind::Singleton);
        let pairs = singletons.flat_map(|at| self.real(*at).map(|target| (*at, target)));
        pairs.filter(|(_, target)| self.needs_scope(*target, &mut BTreeSet::new())).collect()
    }

    pub(super) fn is_fine(&self) -> bool {
        let checked = self.checked();
        self.missing(&checked).is_empty()
            && self.captives(&checked).is_empty()
            && self.on_cycles(&checked).is_empty()
    }

    /// Takes out whatever is wrong, and only where somebody looks.
    pub(super) fn repaired(mut self) -> Self {
        while !self.is_fine() {
            for at in self.checked() {
                for position in (0..self.nodes[at].needs.len()).rev() {
                    let need = self.nodes[at].needs[position];
                    let is_missing = need.how != How::Perhaps && !self.is_provided(&need);
                    let is_captive = self.nodes[at].kind == Kind::Singleton
                        && self.is_provided(&need)
                        && self.needs_scope(need.target, &mut BTreeSet::new());
                    let is_cycle = self.needs_now(at, need.target)
                        && (need.target == at || self.reaches(need.target, at));
                    if is_missing || is_captive || is_cycle {
                        self.nodes[at].needs.remove(position);
                    }
                }
            }
        }
        self
    }
}
