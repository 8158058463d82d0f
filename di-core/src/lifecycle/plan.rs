//! What waits for what.

use std::collections::BTreeSet;

use super::Lifecycle;
use crate::graph::{Edge, Graph, ProviderKind};

/// The providers that `start` opens, each with those among them that it waits for.
pub(super) struct Plan {
    pub(super) steps: Vec<Planned>,
}

pub(super) struct Planned {
    pub(super) index: usize,
    pub(super) waits_for: BTreeSet<usize>,
}

impl Plan {
    pub(super) fn of<C: Lifecycle>(container: &C) -> Self {
        let graph = &C::GRAPH;
        let opened: Vec<usize> = (0..graph.nodes().len())
            .filter(|index| graph.nodes()[*index].is_opened_at_start())
            .filter(|index| !container.is_overridden(*index))
            .filter(|index| is_wanted(container, *index, &mut BTreeSet::new()))
            .collect();
        let steps = opened.iter().map(|index| Planned {
            index: *index,
            waits_for: needs(container, *index)
                .into_iter()
                .filter(|needed| opened.contains(needed))
                .collect(),
        });
        Self { steps: steps.collect() }
    }
}

/// Whether anybody could ask for the provider: what only overridden providers need,
/// nobody does. What no provider needs, is there for its own sake.
fn is_wanted<C: Lifecycle>(container: &C, index: usize, seen: &mut BTreeSet<usize>) -> bool {
    seen.insert(index);
    let nodes = C::GRAPH.nodes();
    let mut dependents = (0..nodes.len())
        .filter(|it| nodes[*it].dependencies().any(|edge| edge.target() == Some(index)))
        .peekable();
    let is_root = dependents.peek().is_none();
    is_root
        || dependents.any(|it| {
            !seen.contains(&it) && !container.is_overridden(it) && is_wanted(container, it, seen)
        })
}

/// Everything that the provider needs while it is being built.
fn needs<C: Lifecycle>(container: &C, index: usize) -> BTreeSet<usize> {
    let graph: &Graph = &C::GRAPH;
    let mut found = BTreeSet::new();
    let mut next = vec![index];
    while let Some(at) = next.pop() {
        for dependency in graph.nodes()[at].dependencies() {
            if let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) {
                let is_asked = !container.is_overridden(target)
                    && !matches!(graph.nodes()[target].kind(), ProviderKind::Value);
                if is_asked && found.insert(target) {
                    next.push(target);
                }
            }
        }
    }
    found
}
