//! Random graphs of what scopes open, and what has to be open, found in a naive way.

use core::fmt;

use proptest::prelude::*;

use super::script::{Closing, Opening, closings, openings};
use crate::graph::{Constructor, Dependency, Edge, Graph, Node, ProviderKind, Role};

pub(super) const N: usize = 6;
const NAMES: [&str; N] = ["n0", "n1", "n2", "n3", "n4", "n5"];

/// What a provider is, whom it needs how, and what happens in a scope that opens it.
#[derive(Clone)]
pub(super) struct Provider {
    pub(super) kind: ProviderKind,
    pub(super) is_async: bool,
    pub(super) is_overridden: bool,
    pub(super) needs: Vec<(usize, Edge)>,
    /// Its attempts, the last of which is repeated.
    pub(super) openings: Vec<Opening>,
    pub(super) closing: Option<Closing>,
}

/// One line each, so that a failing graph can be read.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let overridden = if self.is_overridden { "overridden " } else { "" };
        let is_async = if self.is_async { "async " } else { "" };
        write!(f, "{overridden}{is_async}{:?} needs {:?}", self.kind, self.needs)?;
        write!(f, ", opens {:?}, closes {:?}", self.openings, self.closing)
    }
}

/// The providers of a container.
#[derive(Clone, Debug)]
pub(super) struct Wiring(pub(super) Vec<Provider>);

impl Wiring {
    /// Leaks: a graph is made of constants.
    pub(super) fn graph(&self) -> Graph {
        let nodes = self.0.iter().zip(NAMES).map(|(provider, name)| {
            let needs = provider.needs.iter().map(|(at, edge)| Dependency::on(*at, *edge));
            let needs = needs.collect::<Vec<_>>().leak();
            let constructors = vec![Constructor::new("", Role::Builds, needs)];
            let node = Node::new::<()>(name, provider.kind).built_by(constructors.leak());
            node.opened_in_scope(provider.is_async)
        });
        Graph::new("Random", nodes.collect::<Vec<_>>().leak())
    }

    pub(super) fn is_overridden(&self, at: usize) -> bool {
        self.0[at].is_overridden
    }

    /// Whether something of this is built or made in a scope.
    fn is_built_in_scope(&self, at: usize) -> bool {
        !self.is_overridden(at)
            && matches!(self.0[at].kind, ProviderKind::Scoped | ProviderKind::Factory)
    }

    /// What is built in a scope when `at` is resolved, and then `at` itself; what is needed
    /// first first.
    pub(super) fn built_for(&self, at: usize) -> Vec<usize> {
        if !self.is_built_in_scope(at) {
            return Vec::new();
        }
        let eager = self.0[at].needs.iter().filter(|(_, edge)| *edge == Edge::Eager);
        let mut built = Vec::new();
        for index in eager.flat_map(|(to, _)| self.built_for(*to)).chain([at]) {
            if !built.contains(&index) {
                built.push(index);
            }
        }
        built
    }

    /// What of that has to be opened.
    pub(super) fn opened_for(&self, at: usize) -> Vec<usize> {
        self.built_for(at).into_iter().filter(|it| self.0[*it].is_async).collect()
    }

    /// Whether some closer never ends.
    pub(super) fn hangs(&self) -> bool {
        self.0.iter().filter_map(|it| it.closing.as_ref()).any(Closing::hangs)
    }
}

pub(super) fn wirings() -> impl Strategy<Value = Wiring> {
    prop::collection::vec(provider(), N).prop_map(|mut providers| {
        for (from, provider) in providers.iter_mut().enumerate() {
            for (to, edge) in &mut provider.needs {
                // The compiler would find the cycle.
                if *to >= from && *edge == Edge::Eager {
                    *edge = Edge::Lazy;
                }
            }
        }
        Wiring(providers)
    })
}

fn provider() -> impl Strategy<Value = Provider> {
    let kind = prop_oneof![
        6 => Just((ProviderKind::Scoped, true)),
        3 => Just((ProviderKind::Scoped, false)),
        2 => Just((ProviderKind::Factory, false)),
        1 => Just((ProviderKind::Singleton, false)),
    ];
    let edge =
        prop_oneof![8 => Just(Edge::Eager), 1 => Just(Edge::Lazy), 1 => Just(Edge::Repeated)];
    let needs = prop::collection::vec((0..N, edge), 0..=3);
    (kind, prop::bool::weighted(0.1), needs, openings(), closings()).prop_map(
        |((kind, is_async), is_overridden, needs, openings, closing)| Provider {
            kind,
            is_async,
            is_overridden,
            needs,
            openings,
            closing: closing.filter(|_| kind == ProviderKind::Scoped),
        },
    )
}
