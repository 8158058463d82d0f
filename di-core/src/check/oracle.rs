//! The walk against a naive oracle, on random graphs.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Problem, Walk};
use crate::graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};

const N: usize = 12;
const KINDS: [ProviderKind; 4] = [
    ProviderKind::Singleton,
    ProviderKind::Scoped,
    ProviderKind::Factory,
    ProviderKind::Collection,
];
const EDGES: [Edge; 3] = [Edge::Eager, Edge::Lazy, Edge::Repeated];

/// A random graph: each node's kind, and whom it needs how.
#[derive(Clone, Debug)]
struct Wiring {
    kinds: Vec<ProviderKind>,
    needs: Vec<Vec<(usize, Edge)>>,
}

impl Wiring {
    /// Leaks: a graph is made of constants.
    fn graph(&self) -> Graph {
        let nodes = self.kinds.iter().zip(&self.needs).map(|(kind, needs)| {
            let needs: Vec<_> = needs.iter().map(|(at, edge)| Dependency::on(*at, *edge)).collect();
            // Whether one constructor asks for all of it, or several do, is the same.
            let (first, rest) = needs.leak().split_at(needs_of_first(&self.needs));
            let constructors = vec![
                Constructor::new("", Role::Builds, first),
                Constructor::new("", Role::Decorates, rest),
            ];
            Node::new::<()>("node", *kind).built_by(constructors.leak())
        });
        Graph::new("Random", nodes.collect::<Vec<_>>().leak())
    }

    fn is_edge(&self, from: usize, to: usize) -> bool {
        self.needs[from].iter().any(|(target, _)| *target == to)
    }

    /// Whether a path of edges of which `follows` is true leads from one to the other.
    fn reaches(&self, from: usize, to: usize, follows: fn(&Self, usize, Edge) -> bool) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(at) = next.pop() {
            for (target, edge) in &self.needs[at] {
                if follows(self, *target, *edge) {
                    if *target == to {
                        return true;
                    }
                    if seen.insert(*target) {
                        next.push(*target);
                    }
                }
            }
        }
        false
    }

    fn needs_scope(&self, at: usize, seen: &mut BTreeSet<usize>) -> bool {
        match self.kinds[at] {
            ProviderKind::Scoped => true,
            ProviderKind::Factory | ProviderKind::Collection if seen.insert(at) => {
                self.needs[at].iter().any(|(target, _)| self.needs_scope(*target, seen))
            }
            _ => false,
        }
    }

    /// Each singleton with each dependency through which it would need what is
    /// scoped.
    fn captives(&self) -> BTreeSet<(usize, usize)> {
        let singletons = (0..N).filter(|it| self.kinds[*it] == ProviderKind::Singleton);
        singletons
            .flat_map(|from| self.needs[from].iter().map(move |(to, _)| (from, *to)))
            .filter(|(_, to)| self.needs_scope(*to, &mut BTreeSet::new()))
            .collect()
    }

    fn is_kept(&self, at: usize) -> bool {
        match self.kinds[at] {
            ProviderKind::Factory => false,
            ProviderKind::Collection => self.needs[at].iter().all(|(it, _)| self.is_kept(*it)),
            _ => true,
        }
    }

    /// Each lazy dependency on what is made anew, if what is made holds the owner in
    /// turn, and something of which there is only one is on the way.
    fn never_dropped(&self) -> BTreeSet<(usize, usize)> {
        let holds = |from, to| {
            from == to
                || self.reaches(from, to, |wiring, target, edge| match edge {
                    Edge::Eager => true,
                    Edge::Lazy => !wiring.is_kept(target),
                    Edge::Repeated => false,
                })
        };
        let only_one =
            |it: &usize| matches!(self.kinds[*it], ProviderKind::Singleton | ProviderKind::Scoped);
        (0..N)
            .flat_map(|from| self.needs[from].iter().map(move |(to, edge)| (from, *to, *edge)))
            .filter(|(from, to, edge)| {
                let mut ones = (0..N).filter(only_one);
                *edge == Edge::Lazy
                    && !self.is_kept(*to)
                    && ones.any(|one| holds(*to, one) && holds(one, *from))
            })
            .map(|(from, to, _)| (from, to))
            .collect()
    }
}

/// Where the list of dependencies is cut: anywhere, but the same each time.
fn needs_of_first(needs: &[Vec<(usize, Edge)>]) -> usize {
    needs.iter().map(Vec::len).min().unwrap_or(0)
}

fn problems(graph: &Graph) -> Vec<(Problem, Vec<usize>)> {
    let mut walk = Walk::<N>::new(graph);
    let mut found = Vec::new();
    while let Some(problem) = walk.next() {
        found.push((problem, walk.path().to_vec()));
    }
    found
}

/// Graphs in which `needs(from)` are the nodes that one may need eagerly; a
/// collection has only eager edges, and only to earlier nodes.
fn wiring(needs: fn(usize) -> std::ops::Range<usize>) -> impl Strategy<Value = Wiring> {
    let node = move |from: usize| {
        let eager: BTreeSet<usize> = needs(from).collect();
        let targets = prop::sample::subsequence((0..N).collect::<Vec<_>>(), 0..=3);
        let edges = prop::collection::vec(prop::sample::select(&EDGES[..]), 3);
        (prop::sample::select(&KINDS[..]), targets, edges).prop_map(
            move |(kind, targets, edges)| {
                let is_collection = kind == ProviderKind::Collection;
                let needs = targets.into_iter().zip(edges);
                let needs =
                    needs.map(|(to, edge)| (to, if is_collection { Edge::Eager } else { edge }));
                let allowed = needs.filter(|(to, edge)| {
                    (*edge != Edge::Eager || eager.contains(to)) && (!is_collection || *to < from)
                });
                (kind, allowed.collect::<Vec<_>>())
            },
        )
    };
    (0..N).map(node).collect::<Vec<_>>().prop_map(|nodes| {
        let (kinds, needs) = nodes.into_iter().unzip();
        Wiring { kinds, needs }
    })
}

fn paths<'f>(found: &'f [(Problem, Vec<usize>)], wanted: &'f [Problem]) -> Vec<&'f Vec<usize>> {
    found.iter().filter(|(it, _)| wanted.contains(it)).map(|(_, path)| path).collect()
}

proptest! {
    #[test]
    fn exactly_the_captives_are_found(wiring in wiring(|_| 0..N)) {
        let found = problems(&wiring.graph());
        let captives = paths(&found, &[Problem::Captive, Problem::LazyCaptive]);
        for path in &captives {
            prop_assert!(path.windows(2).all(|pair| wiring.is_edge(pair[0], pair[1])));
            prop_assert_eq!(wiring.kinds[path[path.len() - 1]], ProviderKind::Scoped);
        }
        let captives: BTreeSet<_> = captives.iter().map(|path| (path[0], path[1])).collect();
        prop_assert_eq!(captives, wiring.captives());
    }

    #[test]
    fn exactly_what_would_keep_itself_is_found(wiring in wiring(|_| 0..N)) {
        let found = problems(&wiring.graph());
        let kept = paths(&found, &[Problem::NeverDropped]);
        for path in &kept {
            let closed = path.iter().chain(path.first()).copied().collect::<Vec<_>>();
            prop_assert!(closed.windows(2).all(|pair| wiring.is_edge(pair[0], pair[1])));
        }
        let kept: BTreeSet<_> = kept.iter().map(|path| (path[0], path[1])).collect();
        prop_assert_eq!(kept, wiring.never_dropped());
    }

    #[test]
    fn without_eager_cycles_none_is_found(wiring in wiring(|from| 0..from)) {
        let found = problems(&wiring.graph());
        prop_assert!(paths(&found, &[Problem::Cycle]).is_empty());
    }

    #[test]
    fn what_is_reported_as_a_cycle_is_one_and_none_is_missed(wiring in wiring(|_| 0..N)) {
        let found = problems(&wiring.graph());
        let cycles = paths(&found, &[Problem::Cycle]);
        let eager = |from: usize, to: usize| wiring.needs[from].contains(&(to, Edge::Eager));
        for path in &cycles {
            let closed = path.iter().chain(path.first()).copied().collect::<Vec<_>>();
            prop_assert!(closed.windows(2).all(|pair| eager(pair[0], pair[1])));
        }
        // Of nodes that reach each other, at least one cycle is told.
        let reaches = |from, to| wiring.reaches(from, to, |_, _, edge| edge == Edge::Eager);
        for at in (0..N).filter(|at| reaches(*at, *at)) {
            let told = cycles.iter().any(|path| reaches(at, path[0]) && reaches(path[0], at));
            prop_assert!(told, "node {} is on a cycle", at);
        }
    }
}
