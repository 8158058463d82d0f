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
        let wanted = wiring.wanted().into_iter();
        let opened: Vec<usize> =
            wanted.filter(|index| wiring.nodes[*index].is_opened_at_start()).collect();
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

/// The providers that anybody could ask for and that are not overridden, and what these need.
pub(crate) fn wanted(
    nodes: &'static [Node],
    is_overridden: impl Fn(usize) -> bool,
) -> BTreeSet<usize> {
    Wiring { nodes, is_overridden }.wanted()
}

/// The graph, and what of it a test has overridden.
struct Wiring<O> {
    nodes: &'static [Node],
    is_overridden: O,
}

impl<O: Fn(usize) -> bool> Wiring<O> {
    /// The providers that anybody could ask for and that are not overridden: what only
    /// overridden providers need, nobody does, unless somebody has said so. What none of
    /// these needs is there for its own sake, also if two such providers know each other.
    fn wanted(&self) -> BTreeSet<usize> {
        let all = 0..self.nodes.len();
        let (overridden, real): (Vec<usize>, Vec<usize>) =
            all.partition(|index| (self.is_overridden)(*index));
        let replaced = self.reached(overridden, |_, _| true);
        let is_wanted =
            |index: &usize| !replaced.contains(index) || self.nodes[*index].is_required();
        let wanted = real.into_iter().filter(is_wanted);
        let mut wanted: BTreeSet<usize> = wanted.collect();
        let needed = wanted.iter().copied().collect();
        wanted.extend(self.reached(needed, |target, _| !(self.is_overridden)(target)));
        wanted
    }

    /// Everything that the provider needs while it is being built.
    fn needs(&self, index: usize) -> BTreeSet<usize> {
        self.reached(vec![index], |target, edge| {
            edge == Edge::Eager && !(self.is_overridden)(target)
        })
    }

    /// The providers to which some lead, by the dependencies that are followed.
    fn reached(
        &self,
        mut from: Vec<usize>,
        follows: impl Fn(usize, Edge) -> bool,
    ) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        while let Some(at) = from.pop() {
            for dependency in self.nodes[at].dependencies() {
                let Some(target) = dependency.target() else { continue };
                if follows(target, dependency.edge()) && found.insert(target) {
                    from.push(target);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Plan;
    use crate::graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};

    const RESOURCE: Node = Node::new::<()>("resource", ProviderKind::Resource);

    fn opened(nodes: Vec<Node>, overridden: &[usize]) -> Vec<usize> {
        let graph = Graph::new("App", nodes.leak());
        let plan = Plan::of(&graph, |index| overridden.contains(&index));
        plan.steps.iter().map(|it| it.index).collect()
    }

    fn resource_that_needs(target: usize, edge: Edge) -> Node {
        let dependencies = vec![Dependency::on(target, edge)].leak();
        RESOURCE.built_by(vec![Constructor::new("", Role::Builds, dependencies)].leak())
    }

    #[test]
    fn resources_that_know_each_other_lazily_are_opened_though_nobody_else_needs_them() {
        let nodes =
            || vec![resource_that_needs(1, Edge::Lazy), resource_that_needs(0, Edge::Eager)];
        assert_eq!(opened(nodes(), &[]), [0, 1]);
        assert_eq!(opened(vec![resource_that_needs(0, Edge::Lazy)], &[]), [0], "itself");
        let mut three = nodes();
        three.push(resource_that_needs(0, Edge::Eager));
        assert_eq!(opened(three, &[2]), [0; 0], "only the overridden one needs them");
    }
}
