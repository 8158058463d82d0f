//! What waits for what.

use std::collections::BTreeSet;

use crate::graph::{Edge, Graph, Node};

/// The providers that `start` opens, each with those among them that it waits for.
pub(super) struct Plan {
    pub(super) steps: Vec<Planned>,
}

pub(super) struct Planned {
    pub(super) index: usize,
    pub(super) waits_for: BTreeSet<usize>,
}

impl Plan {
    /// Plans the start of a container with this graph.
    pub(super) fn of(graph: &Graph, is_overridden: impl Fn(usize) -> bool) -> Self {
        let wiring = Wiring { nodes: graph.nodes(), is_overridden };
        let opened: Vec<usize> = (0..wiring.nodes.len())
            .filter(|index| wiring.nodes[*index].is_opened_at_start())
            .filter(|index| !(wiring.is_overridden)(*index))
            .filter(|index| wiring.is_wanted(*index, &mut BTreeSet::new()))
            .collect();
        let steps = opened.iter().map(|index| Planned {
            index: *index,
            waits_for: wiring
                .needs(*index)
                .into_iter()
                .filter(|needed| opened.contains(needed))
                .collect(),
        });
        Self { steps: steps.collect() }
    }
}

/// The graph, and what of it a test has overridden.
struct Wiring<O> {
    nodes: &'static [Node],
    is_overridden: O,
}

impl<O: Fn(usize) -> bool> Wiring<O> {
    /// Whether anybody could ask for the provider: what only overridden providers need,
    /// nobody does. What no provider needs, is there for its own sake.
    fn is_wanted(&self, index: usize, seen: &mut BTreeSet<usize>) -> bool {
        seen.insert(index);
        let mut dependents = (0..self.nodes.len())
            .filter(|it| self.nodes[*it].dependencies().any(|edge| edge.target() == Some(index)))
            .peekable();
        let is_root = dependents.peek().is_none();
        is_root
            || dependents.any(|it| {
                !seen.contains(&it) && !(self.is_overridden)(it) && self.is_wanted(it, seen)
            })
    }

    /// Everything that the provider needs while it is being built.
    fn needs(&self, index: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut next = vec![index];
        while let Some(at) = next.pop() {
            for dependency in self.nodes[at].dependencies() {
                if let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) {
                    if !(self.is_overridden)(target) && found.insert(target) {
                        next.push(target);
                    }
                }
            }
        }
        found
    }
}
