//! Random graphs, and what a naive search finds in them.

use std::collections::{BTreeSet, VecDeque};
use std::ops::RangeInclusive;

use proptest::prelude::*;

use crate::graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};

const KINDS: [ProviderKind; 5] = [
    ProviderKind::Singleton,
    ProviderKind::Resource,
    ProviderKind::Scoped,
    ProviderKind::Factory,
    ProviderKind::Collection,
];
const EDGES: [Edge; 3] = [Edge::Eager, Edge::Lazy, Edge::Repeated];

pub(super) type Pairs = BTreeSet<(usize, usize)>;

/// A random graph: each node's kind, and whom it needs how.
#[derive(Clone, Debug)]
pub(super) struct Wiring {
    pub(super) kinds: Vec<ProviderKind>,
    pub(super) needs: Vec<Vec<(usize, Edge)>>,
}

/// Graphs of so many nodes, from sparse ones to dense ones.
pub(super) fn wiring(sizes: RangeInclusive<usize>) -> impl Strategy<Value = Wiring> {
    let shape = (sizes, prop::sample::select(&[1_usize, 2, 3, 8][..]));
    shape.prop_flat_map(|(size, most)| {
        let need = (0..size, prop::sample::select(&EDGES[..]));
        let needs = prop::collection::vec(need, 0..=most);
        let node = (prop::sample::select(&KINDS[..]), needs);
        prop::collection::vec(node, size).prop_map(Wiring::new)
    })
}

impl Wiring {
    /// A collection is made of what it needs at once.
    fn new(nodes: Vec<(ProviderKind, Vec<(usize, Edge)>)>) -> Self {
        let (kinds, mut needs): (Vec<_>, Vec<Vec<_>>) = nodes.into_iter().unzip();
        for (kind, needs) in kinds.iter().zip(&mut needs) {
            if *kind == ProviderKind::Collection {
                for (_, edge) in needs {
                    *edge = Edge::Eager;
                }
            }
        }
        Self { kinds, needs }
    }

    /// The same without the eager edges that do not lead to an earlier node.
    pub(super) fn without_cycles(mut self) -> Self {
        for (from, needs) in self.needs.iter_mut().enumerate() {
            needs.retain(|(to, edge)| *edge != Edge::Eager || *to < from);
        }
        self
    }

    /// Leaks: a graph is made of constants.
    pub(super) fn graph(&self) -> Graph {
        let nodes = self.kinds.iter().zip(&self.needs).map(|(kind, needs)| {
            let needs: Vec<_> = needs.iter().map(|(at, edge)| Dependency::on(*at, *edge)).collect();
            // Whether one constructor asks for all of it, or several do, is the same.
            let cut = needs.len() / 2;
            let (first, rest) = needs.leak().split_at(cut);
            let constructors = vec![
                Constructor::new("", Role::Builds, first),
                Constructor::new("", Role::Decorates, rest),
            ];
            Node::new::<()>("node", *kind).built_by(constructors.leak())
        });
        Graph::new("Random", nodes.collect::<Vec<_>>().leak())
    }

    pub(super) fn nodes(&self) -> std::ops::Range<usize> {
        0..self.kinds.len()
    }

    fn edges(&self) -> impl Iterator<Item = (usize, usize, Edge)> + '_ {
        self.nodes().flat_map(|from| self.needs[from].iter().map(move |it| (from, it.0, it.1)))
    }

    pub(super) fn is_edge(&self, from: usize, to: usize) -> bool {
        self.needs[from].iter().any(|(target, _)| *target == to)
    }

    /// How many of the edges that are followed lead from a node to each other one, at
    /// least; to itself, none.
    fn distances(&self, from: usize, follows: impl Fn(usize, Edge) -> bool) -> Vec<Option<usize>> {
        let mut distances = vec![None; self.kinds.len()];
        distances[from] = Some(0);
        let mut next = VecDeque::from([(from, 0)]);
        while let Some((at, distance)) = next.pop_front() {
            for (target, edge) in &self.needs[at] {
                if follows(*target, *edge) && distances[*target].is_none() {
                    distances[*target] = Some(distance + 1);
                    next.push_back((*target, distance + 1));
                }
            }
        }
        distances
    }

    /// The length of the shortest cycle through each eager edge that is on one.
    pub(super) fn cycles(&self) -> Vec<((usize, usize), usize)> {
        let is_eager = |_, edge| edge == Edge::Eager;
        let distances: Vec<_> = self.nodes().map(|it| self.distances(it, is_eager)).collect();
        self.edges()
            .filter(|(.., edge)| *edge == Edge::Eager)
            .filter_map(|(from, to, _)| Some(((from, to), distances[to][from]? + 1)))
            .collect()
    }

    fn is_any(&self, kind: ProviderKind, at: usize, is_seen_through: &[ProviderKind]) -> bool {
        let follow = |it: usize| is_seen_through.contains(&self.kinds[it]);
        let mut seen = BTreeSet::from([at]);
        let mut next = vec![at];
        while let Some(at) = next.pop() {
            if self.kinds[at] == kind {
                return true;
            }
            let needed = self.needs[at].iter().map(|it| it.0).filter(|_| follow(at));
            next.extend(needed.filter(|it| seen.insert(*it)));
        }
        false
    }

    /// Each singleton with each dependency through which it would need what is
    /// scoped.
    pub(super) fn captives(&self) -> Pairs {
        use ProviderKind::{Collection, Factory, Resource, Scoped, Singleton};
        let is_scoped = |it: usize| self.is_any(Scoped, it, &[Factory, Collection]);
        let is_scoped: Vec<_> = self.nodes().map(is_scoped).collect();
        self.edges()
            .filter(|(from, ..)| matches!(self.kinds[*from], Singleton | Resource))
            .filter(|(_, to, _)| is_scoped[*to])
            .map(|(from, to, _)| (from, to))
            .collect()
    }

    /// Each lazy dependency on what is made anew, if what is made holds the owner in
    /// turn, and something of which there is only one is on the way.
    pub(super) fn never_dropped(&self) -> Pairs {
        use ProviderKind::{Collection, Factory, Resource, Scoped, Singleton};
        let is_made = |it: usize| self.is_any(Factory, it, &[Collection]);
        let is_made: Vec<_> = self.nodes().map(is_made).collect();
        let is_held = |target: usize, edge| match edge {
            Edge::Eager => true,
            Edge::Lazy => is_made[target],
            Edge::Repeated => false,
        };
        let held: Vec<_> = self.nodes().map(|it| self.distances(it, is_held)).collect();
        let is_one = |it: &usize| matches!(self.kinds[*it], Singleton | Resource | Scoped);
        self.edges()
            .filter(|(_, to, edge)| *edge == Edge::Lazy && is_made[*to])
            .filter(|(from, to, _)| {
                let mut ones = self.nodes().filter(is_one);
                ones.any(|one| held[*to][one].is_some() && held[one][*from].is_some())
            })
            .map(|(from, to, _)| (from, to))
            .collect()
    }
}
