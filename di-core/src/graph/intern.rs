//! Graphs that are put together while the program runs.

use core::hash::{Hash, Hasher};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use super::{Constructor, Dependency, Graph, Node};
use crate::name::{Short, TypeName};

/// A provider whose dependencies are only known now.
pub(crate) struct NodeDraft {
    pub(crate) node: Node,
    pub(crate) views: Vec<TypeName>,
    pub(crate) hooks: Vec<(&'static str, &'static str)>,
    /// Each with its dependencies, of which it is known now who provides them.
    pub(crate) constructors: Vec<(Constructor, Vec<Dependency>)>,
}

/// All graphs that were put together, each once: however often a program or a test builds the
/// same container, its description is there once, for as long as the program runs. So errors
/// and reports can name a provider when its container is gone.
static GRAPHS: Mutex<Option<HashMap<u64, Vec<&'static Graph>>>> = Mutex::new(None);

/// Keeps a text for as long as the program runs: each once.
pub(crate) fn kept(text: String) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text.as_str()) {
        return known;
    }
    let text: &'static str = text.leak();
    texts.insert(text);
    text
}

/// Returns the name of a type or of a function without its modules.
pub(crate) fn short_name(full: &'static str) -> &'static str {
    let shown = Short(full).to_string();
    if let Some(end) = full.strip_suffix(shown.as_str()) {
        return &full[end.len()..];
    }
    kept(shown)
}

/// Puts a graph together, or finds the one that is the same.
pub(crate) fn intern(container: &'static str, drafts: Vec<NodeDraft>) -> &'static Graph {
    let mut hasher = DefaultHasher::new();
    container.hash(&mut hasher);
    for draft in &drafts {
        draft.hash(&mut hasher);
    }
    let mut graphs = GRAPHS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = graphs.get_or_insert_default().entry(hasher.finish()).or_default();
    let same = known.iter().find(|it| it.container == container && is_same(it.nodes, &drafts));
    if let Some(same) = same {
        return same;
    }
    let nodes: Vec<Node> = drafts.into_iter().map(NodeDraft::into_node).collect();
    let graph: &'static Graph = Box::leak(Box::new(Graph::new(container, nodes.leak())));
    known.push(graph);
    graph
}

fn is_same(nodes: &[Node], drafts: &[NodeDraft]) -> bool {
    nodes.len() == drafts.len() && nodes.iter().zip(drafts).all(|(node, draft)| draft.is(node))
}

impl NodeDraft {
    fn into_node(self) -> Node {
        let constructors = self.constructors.into_iter().map(|(mut constructor, dependencies)| {
            constructor.dependencies = dependencies.leak();
            constructor
        });
        self.node
            .seen_as(self.views.leak())
            .hooked(self.hooks.leak())
            .built_by(constructors.collect::<Vec<_>>().leak())
    }

    /// Whether it describes the same.
    fn is(&self, node: &Node) -> bool {
        let lists = self.constructors.iter().zip(node.constructors);
        self.node.outline() == node.outline()
            && self.views.iter().map(|name| name()).eq(node.views())
            && self.hooks == node.hooks
            && self.constructors.len() == node.constructors.len()
            && lists.into_iter().all(|((one, dependencies), other)| {
                let outlines = |of: &[Dependency]| of.iter().map(Dependency::outline).collect();
                let (ours, theirs): (Vec<_>, Vec<_>) =
                    (outlines(dependencies), outlines(other.dependencies));
                one.name == other.name && one.role == other.role && ours == theirs
            })
    }
}

impl Hash for NodeDraft {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.node.outline().hash(state);
        for (constructor, dependencies) in &self.constructors {
            constructor.name.hash(state);
            for dependency in dependencies {
                dependency.outline().hash(state);
            }
        }
    }
}

#[cfg(all(test, feature = "dynamic"))]
mod tests {
    use std::sync::{Arc, PoisonError};

    use super::GRAPHS;
    use crate::DynamicContainer;
    use crate::prelude::*;

    struct Given(u32);
    struct Built;
    struct Around;

    impl<'c> crate::ConstructWith<'c, DynamicContainer, Arc<Built>> for Around {
        const DEPENDENCIES: &'static [crate::Dependency] = &[];
        const AT_EACH_CALL: &'static [crate::Dependency] = &[];
        const LOCATION: &'static core::panic::Location<'static> = core::panic::Location::caller();

        fn construct_with(
            _: crate::Context<'c, DynamicContainer>,
            arguments: impl FnOnce() -> Result<Arc<Built>, crate::Error>,
        ) -> Result<Self, crate::Error> {
            arguments().map(|_| Self)
        }
    }

    fn build(other: &Arc<DynamicContainer>, number: u32) -> Arc<DynamicContainer> {
        let mut builder = DynamicContainer::builder();
        builder.value(Given(number)).contributes_as::<_, Given>("given", |it| it);
        builder.singleton_with(|_: Arc<Given>| Built).named("built a thousand times");
        builder.decorate::<Built, Around>(|_| Arc::new(Built));
        builder.import::<u8, _>(other).contributes::<u8>(|it| it);
        builder.singleton_with(|_: Lazy<Arc<u16>>| 5_u64).close_within(core::time::Duration::ZERO);
        builder.singleton_with(|_: Arc<u32>| 5_u16).stop_with(|_| ());
        builder.override_with(Arc::new(5_u16));
        builder.build().expect("nothing is missing but what is overridden")
    }

    #[test]
    fn a_container_that_is_built_a_thousand_times_is_described_once() {
        let other = DynamicContainer::builder().value(1_u8).build().expect("nothing is missing");
        let graph = build(&other, 0).graph();
        // A thousand are too many for Miri.
        for number in 0..if cfg!(miri) { 3 } else { 1000 } {
            let app = build(&other, number);
            assert_eq!(app.resolve::<&Given>().expect("it is given").0, number);
            assert!(core::ptr::eq(app.graph(), graph));
        }
        let graphs = GRAPHS.lock().unwrap_or_else(PoisonError::into_inner);
        let all = graphs.iter().flat_map(|it| it.values().flatten());
        let ours = all.filter(|it| it.node("built a thousand times").is_some());
        assert_eq!(ours.count(), 2, "and once without what is overridden");
    }
}
