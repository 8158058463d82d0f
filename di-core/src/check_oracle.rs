//! The walk against a naive oracle, on random graphs.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::check::{Problem, Walk};
use crate::graph::{Dependency, Graph, Node, ProviderKind};

const N: usize = 12;
const KINDS: [ProviderKind; 3] =
    [ProviderKind::Singleton, ProviderKind::Scoped, ProviderKind::Factory];

/// A random graph: each node's kind, and whom it needs.
#[derive(Clone, Debug)]
struct Wiring {
    kinds: Vec<ProviderKind>,
    needs: Vec<Vec<usize>>,
}

impl Wiring {
    /// Leaks: a graph is made of constants.
    fn graph(&self) -> Graph {
        let nodes: Vec<Node> = self
            .kinds
            .iter()
            .zip(&self.needs)
            .map(|(kind, needs)| {
                let needs: Vec<_> = needs.iter().map(|at| Dependency::on(*at)).collect();
                Node::new::<()>("node", *kind).built_by("", needs.leak())
            })
            .collect();
        Graph::new("Random", nodes.leak())
    }

    fn reaches(&self, from: usize, to: usize) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = self.needs[from].clone();
        while let Some(at) = next.pop() {
            if at == to {
                return true;
            }
            if seen.insert(at) {
                next.extend(&self.needs[at]);
            }
        }
        false
    }

    fn needs_scope(&self, at: usize) -> bool {
        match self.kinds[at] {
            ProviderKind::Scoped => true,
            ProviderKind::Factory => self.needs[at].iter().any(|it| self.needs_scope(*it)),
            _ => false,
        }
    }

    /// Each singleton with each dependency through which it would hold what is
    /// scoped. Only for graphs without cycles.
    fn captives(&self) -> BTreeSet<(usize, usize)> {
        let singletons =
            (0..self.kinds.len()).filter(|it| self.kinds[*it] == ProviderKind::Singleton);
        singletons
            .flat_map(|from| self.needs[from].iter().map(move |to| (from, *to)))
            .filter(|(_, to)| self.needs_scope(*to))
            .collect()
    }
}

fn problems(graph: &Graph) -> Vec<(Problem, Vec<usize>)> {
    let mut walk = Walk::<N>::new(graph);
    let mut found = Vec::new();
    while let Some(problem) = walk.next() {
        found.push((problem, walk.path().to_vec()));
    }
    found
}

/// Graphs in which `needs(from)` are the nodes that one may need.
fn wiring(needs: fn(usize) -> std::ops::Range<usize>) -> impl Strategy<Value = Wiring> {
    let node = move |from: usize| {
        let targets: Vec<usize> = needs(from).collect();
        let most = targets.len().min(3);
        (prop::sample::select(&KINDS[..]), prop::sample::subsequence(targets, 0..=most))
    };
    (0..N).map(node).collect::<Vec<_>>().prop_map(|nodes| {
        let (kinds, needs) = nodes.into_iter().unzip();
        Wiring { kinds, needs }
    })
}

proptest! {
    #[test]
    fn without_cycles_exactly_the_captives_are_found(wiring in wiring(|from| 0..from)) {
        let found = problems(&wiring.graph());
        prop_assert!(found.iter().all(|(problem, _)| *problem == Problem::Captive));
        for (_, path) in &found {
            prop_assert!(path.windows(2).all(|pair| wiring.needs[pair[0]].contains(&pair[1])));
            prop_assert_eq!(wiring.kinds[path[path.len() - 1]], ProviderKind::Scoped);
        }
        let found: BTreeSet<_> = found.iter().map(|(_, path)| (path[0], path[1])).collect();
        prop_assert_eq!(found, wiring.captives());
    }

    #[test]
    fn what_is_reported_as_a_cycle_is_one_and_none_is_missed(wiring in wiring(|_| 0..N)) {
        let found = problems(&wiring.graph());
        let cycles: Vec<_> =
            found.iter().filter(|(it, _)| *it == Problem::Cycle).map(|(_, path)| path).collect();
        for path in &cycles {
            let closed = path.iter().chain(path.first()).copied().collect::<Vec<_>>();
            prop_assert!(closed.windows(2).all(|pair| wiring.needs[pair[0]].contains(&pair[1])));
        }
        // Of nodes that reach each other, at least one cycle is told.
        for at in (0..N).filter(|at| wiring.reaches(*at, *at)) {
            let told = cycles.iter().any(|path| {
                wiring.reaches(at, path[0]) && wiring.reaches(path[0], at)
            });
            prop_assert!(told, "node {} is on a cycle", at);
        }
    }
}
