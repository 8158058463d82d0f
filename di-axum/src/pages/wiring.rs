use di_core::__private::Short;
use di_core::{Dependency, Graph, Node, Step};

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

    /// Finds the providers on the path of an error, from its first step to its last; nothing
    /// for what is not listed, but made.
    pub(crate) fn locate<'a>(&self, path: impl Iterator<Item = &'a Step>) -> Vec<Option<Place>> {
        let mut outer: Option<(&Step, Place)> = None;
        let found = path.map(|step| {
            let places = (0..self.0.len()).flat_map(|graph| self.places(graph));
            let places: Vec<_> = places.filter(|it| self.is_step(*it, step)).collect();
            // A service may be provided twice, with qualifiers: the one before knows which.
            let is_asked =
                |it: &&Place| outer.is_some_and(|(step, outer)| self.leads(outer, step, **it));
            let place = places.iter().find(is_asked).or(places.first()).copied();
            outer = place.map(|place| (step, place));
            place
        });
        found.collect()
    }

    /// Whether it may be the provider that a step is about.
    fn is_step(&self, place: Place, step: &Step) -> bool {
        let node = self.node(place);
        self.is_provider(place, step) || node.dependencies().any(|it| is_asked(it, step))
    }

    /// Whether the step tells where the provider is written; so it does of a function's
    /// parameters, too.
    fn is_provider(&self, place: Place, step: &Step) -> bool {
        let node = self.node(place);
        node.location() == step.location() && Short(node.type_name()).to_string() == step.service()
    }

    /// Whether what is asked for in a step of the provider at `outer` is at `inner`.
    fn leads(&self, outer: Place, step: &Step, inner: Place) -> bool {
        let is_any = self.is_provider(outer, step);
        let asked = self.node(outer).dependencies().filter(|it| is_any || is_asked(it, step));
        asked.filter_map(|it| Self::target(outer, it)).any(|target| {
            let imported = self.node(target).imported_from();
            target == inner || imported.is_some_and(|it| is_same(it, &self.0[inner.graph]))
        })
    }
}

/// Whether it is the field that a step is about.
fn is_asked(dependency: &Dependency, step: &Step) -> bool {
    step.parameter() == Some(dependency.parameter()) && dependency.location() == step.location()
}

/// Whether it is of the same container; two may have one name.
fn is_same(one: &Graph, other: &Graph) -> bool {
    let nodes = |it: &Graph| it.nodes().iter().map(|node| (node.location(), node.type_name()));
    one.container() == other.container() && nodes(one).eq(nodes(other))
}
