//! What must be open before something can be resolved.

use crate::graph::{Dependency, Edge, Graph, Node, ProviderKind};

/// Whether a scope of the container opens or closes anything.
const fn opens_in_scope(graph: &Graph) -> bool {
    let nodes = graph.nodes();
    let mut at = 0;
    while at < nodes.len() {
        if nodes[at].is_opened_in_scope() {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether to resolve the provider may need an opening first.
pub(crate) const fn is_needed(graph: &Graph, target: Option<usize>, edge: Edge) -> bool {
    matches!((target, edge), (Some(_), Edge::Eager)) && opens_in_scope(graph)
}

/// Something that has to be open, and who asks for it.
pub(crate) struct Need {
    pub(crate) index: usize,
    /// The dependencies from what was asked for down to it, each with who has it.
    pub(crate) path: Vec<(&'static Node, usize, &'static Dependency)>,
}

/// Finds what has to be opened before `targets` can be resolved, what is needed first
/// first. What `is_there`, overridden or open, needs nothing.
pub(crate) fn needs(
    nodes: &'static [Node],
    targets: impl Iterator<Item = usize>,
    is_there: impl Fn(usize) -> bool,
) -> Vec<Need> {
    let seen = vec![false; nodes.len()];
    let mut search = Search { nodes, is_there, seen, path: Vec::new(), found: Vec::new() };
    targets.for_each(|target| search.visit(target));
    search.found
}

struct Search<O> {
    nodes: &'static [Node],
    is_there: O,
    seen: Vec<bool>,
    path: Vec<(&'static Node, usize, &'static Dependency)>,
    found: Vec<Need>,
}

impl<O: Fn(usize) -> bool> Search<O> {
    fn visit(&mut self, index: usize) {
        let node = &self.nodes[index];
        // A singleton is built without a scope.
        let goes_on = matches!(
            node.kind(),
            ProviderKind::Scoped | ProviderKind::Factory | ProviderKind::Collection
        );
        if !goes_on || self.seen[index] || (self.is_there)(index) {
            return;
        }
        self.seen[index] = true;
        for (position, dependency) in node.dependencies().enumerate() {
            if let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) {
                self.path.push((node, position, dependency));
                // As deep as the longest chain of dependencies; the compiler has found
                // that there is no cycle.
                self.visit(target);
                self.path.pop();
            }
        }
        if node.is_opened_in_scope() {
            self.found.push(Need { index, path: self.path.clone() });
        }
    }
}
