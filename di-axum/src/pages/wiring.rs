use std::panic::Location;

use di_core::{Dependency, Graph, Node, Step};

use super::type_name::Short;

/// The graph of a container and, each once, those that it imports from.
#[derive(Debug, Clone)]
pub(crate) struct Wiring(Vec<Graph>);

/// A provider in one of the graphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) graph: usize,
    pub(crate) node: usize,
}

impl Place {
    /// Its name on a page.
    pub(super) fn anchor(self) -> String {
        format!("provider-{}-{}", self.graph, self.node)
    }
}

impl Wiring {
    pub(crate) fn of(graph: &Graph) -> Self {
        let mut graphs = vec![*graph];
        let mut at = 0;
        while at < graphs.len() {
            for imported in graphs[at].nodes().iter().filter_map(Node::imported_from) {
                let is_known = graphs.iter().any(|known| is_same(known, imported));
                // Nothing is known of what only the running program knows.
                if !is_known && !imported.nodes().is_empty() {
                    graphs.push(*imported);
                }
            }
            at += 1;
        }
        Self(graphs)
    }

    pub(crate) fn graphs(&self) -> &[Graph] {
        &self.0
    }

    pub(crate) fn node(&self, Place { graph, node }: Place) -> &'static Node {
        &self.0[graph].nodes()[node]
    }

    /// All providers of one graph.
    pub(super) fn places(&self, graph: usize) -> impl Iterator<Item = Place> + use<> {
        (0..self.0[graph].nodes().len()).map(move |node| Place { graph, node })
    }

    /// What provides a dependency of something at a place.
    pub(super) fn target(place: Place, dependency: &Dependency) -> Option<Place> {
        dependency.target().map(|node| Place { node, ..place })
    }

    /// Those that need what is at a place, each once.
    pub(super) fn needed_by(&self, needed: Place) -> Vec<Place> {
        let needs = |place: &Place| {
            self.node(*place).dependencies().any(|it| it.target() == Some(needed.node))
        };
        self.places(needed.graph).filter(needs).collect()
    }

    /// Finds the providers on the path of an error; nothing for what is not listed, but made.
    pub(crate) fn locate<'a>(
        &self,
        path: impl DoubleEndedIterator<Item = &'a Step>,
    ) -> Vec<Option<Place>> {
        let mut inner = None;
        // The one that failed is known best, and leads to the one that needed it.
        let mut places: Vec<_> = path
            .rev()
            .map(|step| {
                let all = || (0..self.0.len()).flat_map(|graph| self.places(graph));
                let leads = |place: &Place| self.is_step(*place, step, inner);
                let found =
                    all().find(leads).or_else(|| all().find(|it| self.is_step(*it, step, None)));
                inner = found;
                found
            })
            .collect();
        places.reverse();
        places
    }

    /// Whether it is the provider that is meant by a step, which needs what is at `inner`.
    fn is_step(&self, place: Place, step: &Step, inner: Option<Place>) -> bool {
        let node = self.node(place);
        let leads =
            |it: &Dependency| inner.is_none_or(|inner| Self::target(place, it) == Some(inner));
        let is_same = Short(node.type_name()).to_string() == step.service();
        match step.parameter() {
            None => is_same && is_at(node.location(), step),
            // A function's parameter is written where its provider is.
            Some(_) if is_same && is_at(node.location(), step) => node.dependencies().any(leads),
            Some(parameter) => node
                .dependencies()
                .any(|it| it.parameter() == parameter && is_at(it.location(), step) && leads(it)),
        }
    }
}

fn is_at(location: &Location<'_>, step: &Step) -> bool {
    location == step.location()
}

/// Whether it is of the same container; two may have one name.
fn is_same(one: &Graph, other: &Graph) -> bool {
    let nodes = |it: &Graph| it.nodes().iter().map(|node| (node.location(), node.type_name()));
    one.container() == other.container() && nodes(one).eq(nodes(other))
}
