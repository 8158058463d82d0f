//! What a provider reaches through others.

use crate::graph::{Dependency, Edge, Graph, ProviderKind};

/// A container of more providers is not searched: the answer is the safe one.
const MOST: usize = 1024;

/// Whether what the provider gives out is kept by the container or the scope, so
/// that it is the same however often it is asked for.
pub(crate) const fn is_kept(graph: &Graph, provider: usize) -> bool {
    let node = &graph.nodes()[provider];
    match node.kind() {
        ProviderKind::Value
        | ProviderKind::Singleton
        | ProviderKind::Resource
        | ProviderKind::Scoped
        | ProviderKind::Input => true,
        ProviderKind::Factory => false,
        ProviderKind::Collection => {
            let mut at = 0;
            while let Some(element) = node.dependency(at) {
                match element.target() {
                    Some(target) if is_kept(graph, target) => at += 1,
                    _ => return false,
                }
            }
            true
        }
        ProviderKind::Import => match (node.imported_from(), node.import_target()) {
            (Some(graph), Some(target)) => is_kept(graph, target),
            _ => false,
        },
    }
}

/// Whether the provider can only be asked in a scope.
pub(crate) const fn needs_scope(graph: &Graph, provider: usize) -> bool {
    if graph.nodes().len() > MOST {
        return true;
    }
    needs_scope_in(graph, provider, &mut [false; MOST], &mut [0; MOST])
}

/// Says of each provider whether it can only be asked in a scope.
pub(crate) fn all_that_need_scope(graph: &Graph) -> Box<[bool]> {
    let nodes = graph.nodes();
    let mut asked_by = vec![Vec::new(); nodes.len()];
    let mut found = vec![false; nodes.len()].into_boxed_slice();
    let mut next = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        match node.kind() {
            ProviderKind::Scoped | ProviderKind::Input => {
                found[index] = true;
                next.push(index);
            }
            ProviderKind::Factory | ProviderKind::Collection => {
                for target in node.dependencies().filter_map(Dependency::target) {
                    asked_by[target].push(index);
                }
            }
            // It is built without a scope, whoever asks.
            ProviderKind::Value
            | ProviderKind::Singleton
            | ProviderKind::Resource
            | ProviderKind::Import => {}
        }
    }
    while let Some(at) = next.pop() {
        for index in core::mem::take(&mut asked_by[at]) {
            if !found[index] {
                found[index] = true;
                next.push(index);
            }
        }
    }
    found
}

/// As [`needs_scope`], in memory that has room for each provider, and in which none is
/// `seen` yet.
pub(super) const fn needs_scope_in(
    graph: &Graph,
    provider: usize,
    seen: &mut [bool],
    next: &mut [usize],
) -> bool {
    let nodes = graph.nodes();
    let mut len = 1;
    next[0] = provider;
    seen[provider] = true;
    while len > 0 {
        len -= 1;
        let node = &nodes[next[len]];
        match node.kind() {
            ProviderKind::Scoped | ProviderKind::Input => return true,
            ProviderKind::Factory | ProviderKind::Collection => {}
            // It is built without a scope, whoever asks.
            ProviderKind::Value
            | ProviderKind::Singleton
            | ProviderKind::Resource
            | ProviderKind::Import => continue,
        }
        let mut at = 0;
        while let Some(dependency) = node.dependency(at) {
            if let Some(target) = dependency.target() {
                if !seen[target] {
                    seen[target] = true;
                    next[len] = target;
                    len += 1;
                }
            }
            at += 1;
        }
    }
    false
}

/// Whether some service looks for something scoped later, when it is used: then its
/// scope must be one that can be found again.
#[must_use]
pub const fn looks_for_scope_later(graph: &Graph) -> bool {
    let nodes = graph.nodes();
    let mut node = 0;
    while node < nodes.len() {
        let mut at = 0;
        while let Some(dependency) = nodes[node].dependency(at) {
            if let (Some(target), Edge::Lazy | Edge::Repeated) =
                (dependency.target(), dependency.edge())
            {
                if needs_scope(graph, target) {
                    return true;
                }
            }
            at += 1;
        }
        node += 1;
    }
    false
}

/// Whether one of `dependencies` can only be resolved in a scope.
pub(crate) const fn looks_for_scope(graph: &Graph, dependencies: &[Dependency]) -> bool {
    let mut at = 0;
    while at < dependencies.len() {
        if let Some(target) = dependencies[at].target() {
            if needs_scope(graph, target) {
                return true;
            }
        }
        at += 1;
    }
    false
}
