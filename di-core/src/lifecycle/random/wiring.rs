//! Random graphs, and what is true of them, found in the most naive way.

use core::fmt;
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::step::{Script, closings, openings};
use crate::graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};

pub(super) const N: usize = 9;
const NAMES: [&str; N] = ["n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"];

/// What a provider is, whom it needs how, and what happens when it is opened and
/// closed.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) kind: ProviderKind,
    pub(super) is_eager: bool,
    pub(super) is_overridden: bool,
    pub(super) needs: Vec<(usize, Edge)>,
    pub(super) opening: Script,
    pub(super) closing: Script,
}

/// One line each, so that a failing graph can be read.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let eager = if self.is_eager { "eager " } else { "" };
        let overridden = if self.is_overridden { "overridden " } else { "" };
        write!(f, "{overridden}{eager}{:?} needs {:?}", self.kind, self.needs)?;
        let [opening, closing] = [&self.opening, &self.closing];
        write!(f, ", opens {:?} {:?}", opening.delays, opening.end)?;
        write!(f, ", closes {:?} {:?}", closing.delays, closing.end)
    }
}

/// The providers of a container.
#[derive(Clone, Debug)]
pub(super) struct Wiring(pub(super) Vec<Provider>);

/// What is opened at the start, and for each provider what of it must be open before.
#[derive(Clone)]
pub(super) struct Expected {
    pub(super) opened: BTreeSet<usize>,
    pub(super) waits_for: Vec<BTreeSet<usize>>,
}

impl Wiring {
    /// Leaks: a graph is made of constants.
    pub(super) fn graph(&self) -> Graph {
        let nodes = self.0.iter().zip(NAMES).map(|(provider, name)| {
            let needs = provider.needs.iter().map(|(at, edge)| Dependency::on(*at, *edge));
            let needs = needs.collect::<Vec<_>>().leak();
            let constructors = vec![Constructor::new("", Role::Builds, needs)];
            let node = Node::new::<()>(name, provider.kind).built_by(constructors.leak());
            if provider.is_eager { node.eager() } else { node }
        });
        Graph::new("Random", nodes.collect::<Vec<_>>().leak())
    }

    pub(super) fn is_overridden(&self, at: usize) -> bool {
        self.0[at].is_overridden
    }

    /// Who leads to whom by edges of which `follows` is true.
    fn paths(&self, follows: impl Fn(usize, usize, Edge) -> bool) -> Vec<Vec<bool>> {
        let all = 0..self.0.len();
        let mut paths = vec![vec![false; self.0.len()]; self.0.len()];
        for from in all.clone() {
            for (to, edge) in &self.0[from].needs {
                paths[from][*to] |= follows(from, *to, *edge);
            }
        }
        for over in all.clone() {
            for from in all.clone() {
                for to in all.clone() {
                    paths[from][to] |= paths[from][over] && paths[over][to];
                }
            }
        }
        paths
    }

    /// A provider that no overridden one needs is there for its own sake; so is what it
    /// needs, unless only through overridden ones.
    fn opened(&self) -> BTreeSet<usize> {
        let all = 0..self.0.len();
        let any = self.paths(|_, _, _| true);
        let real = self.paths(|from, to, _| !self.is_overridden(from) && !self.is_overridden(to));
        let for_its_own_sake = |at: usize| {
            !self.is_overridden(at) && all.clone().all(|it| !self.is_overridden(it) || !any[it][at])
        };
        let is_wanted =
            |at: usize| all.clone().any(|it| for_its_own_sake(it) && (it == at || real[it][at]));
        let is_opened =
            |at: usize| self.0[at].is_eager || self.0[at].kind == ProviderKind::Resource;
        let opened = all.clone().filter(|at| is_opened(*at) && !self.is_overridden(*at));
        opened.filter(|at| is_wanted(*at)).collect()
    }

    pub(super) fn expected(&self) -> Expected {
        let opened = self.opened();
        let eager = self.paths(|_, to, edge| edge == Edge::Eager && !self.is_overridden(to));
        let needed = |from: usize| opened.iter().copied().filter(|to| eager[from][*to]).collect();
        let waits_for = (0..self.0.len()).map(needed).collect();
        Expected { opened, waits_for }
    }
}

/// Graphs without eager cycles, in which the order of the fields says nothing.
pub(super) fn wirings() -> impl Strategy<Value = Wiring> {
    let ranks = Just((0..N).collect::<Vec<_>>()).prop_shuffle();
    let providers = prop::collection::vec(provider(), N);
    (ranks, providers).prop_map(|(ranks, mut providers)| {
        for (from, provider) in providers.iter_mut().enumerate() {
            for (to, edge) in &mut provider.needs {
                if ranks[*to] >= ranks[from] && *edge == Edge::Eager {
                    *edge = Edge::Lazy;
                }
            }
        }
        Wiring(providers)
    })
}

fn provider() -> impl Strategy<Value = Provider> {
    let kind = prop_oneof![
        4 => Just((ProviderKind::Resource, false)),
        2 => Just((ProviderKind::Singleton, true)),
        2 => Just((ProviderKind::Singleton, false)),
        1 => Just((ProviderKind::Factory, false)),
    ];
    let edge =
        prop_oneof![6 => Just(Edge::Eager), 2 => Just(Edge::Lazy), 1 => Just(Edge::Repeated)];
    let needs = prop::collection::vec((0..N, edge), 0..=2);
    let provider = (kind, prop::bool::weighted(0.15), needs, openings(), closings());
    provider.prop_map(|((kind, is_eager), is_overridden, needs, opening, closing)| Provider {
        kind,
        is_eager,
        is_overridden,
        needs,
        opening,
        closing,
    })
}
