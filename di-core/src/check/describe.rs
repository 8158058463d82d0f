//! What is wrong, in words.

use super::Problem;
use super::walk::Path;
use crate::graph::{Graph, Node, ProviderKind};
use crate::text::Text;

impl Problem {
    /// Writes the problem, who is in it, and the way out.
    pub(super) const fn describe(self, graph: &Graph, path: Path<'_>, text: &mut Text) {
        let nodes = graph.nodes();
        text.push(match self {
            Self::Cycle => "dependency cycle in `",
            Self::Captive | Self::LazyCaptive => "captive dependency in `",
            Self::NeverDropped => "dependency that is never dropped in `",
            Self::ScopedImport => "scoped import in `",
        });
        text.push(graph.container());
        text.push("`");
        let mut at = 0;
        while at < path.len() {
            let node = &nodes[path.get(at)];
            text.push("\n  `");
            text.push(node.name());
            text.push("`");
            let is_last = at + 1 == path.len();
            match self {
                Self::Cycle => text.push(" needs"),
                Self::Captive | Self::LazyCaptive => {
                    text.push(kind(node));
                    if !is_last {
                        let later = at == 0 && matches!(self, Self::LazyCaptive);
                        text.push(if later { " looks later for" } else { " needs" });
                    }
                }
                Self::NeverDropped => {
                    text.push(if at == 0 { " keeps, once it has used it," } else { " keeps" });
                }
                Self::ScopedImport => describe_import(node, text),
            }
            at += 1;
        }
        if matches!(self, Self::Cycle | Self::NeverDropped) {
            text.push("\n  `");
            text.push(nodes[path.get(0)].name());
            text.push("`");
        }
        text.push("\nhelp: ");
        let last = if matches!(self, Self::NeverDropped) { 1 } else { path.len() - 1 };
        self.help(&nodes[path.get(0)], &nodes[path.get(last)], path.len(), text);
    }

    /// Says the way out.
    pub(crate) fn way_out(self, nodes: &[Node], path: &[usize]) -> String {
        let last = if matches!(self, Self::NeverDropped) { 1 } else { path.len() - 1 };
        let mut text = Text::new();
        self.help(&nodes[path[0]], &nodes[path[last]], path.len(), &mut text);
        text.as_str().to_owned()
    }

    const fn help(self, first: &Node, last: &Node, len: usize, text: &mut Text) {
        match self {
            Self::Cycle if len == 1 => {
                text.push("take out what it asks of itself, or split it in two");
            }
            Self::Cycle => text.push("break it by injecting `Lazy<..>` at one of these edges"),
            Self::Captive => {
                text.push("make `");
                text.push(first.name());
                text.push("` a `Scoped` or a `Factory`, or pass `");
                text.push(last.name());
                text.push("` to its methods");
            }
            Self::LazyCaptive => {
                text.push("a singleton is built outside of any scope; make `");
                text.push(first.name());
                text.push("` a `Scoped` or a `Factory`, or pass `");
                text.push(last.name());
                text.push("` to its methods");
            }
            Self::NeverDropped => {
                text.push("ask for a `Provider<..>` in the place of the `Lazy<..>`, or make `");
                text.push(last.name());
                text.push("` a `Singleton`");
            }
            Self::ScopedImport => {
                text.push("import what it is made of, and declare it here as a `Scoped`");
            }
        }
    }
}

pub(crate) const fn kind(node: &Node) -> &'static str {
    match node.kind() {
        ProviderKind::Scoped | ProviderKind::Input => ", which lives in a scope",
        ProviderKind::Factory => ", a factory,",
        ProviderKind::Collection => ", a collection,",
        ProviderKind::Resource => ", a resource,",
        ProviderKind::Value | ProviderKind::Singleton | ProviderKind::Import => ", a singleton,",
    }
}

const fn describe_import(node: &Node, text: &mut Text) {
    let (Some(graph), Some(target)) = (node.imported_from(), node.import_target()) else { return };
    text.push(" takes `");
    text.push(graph.nodes()[target].name());
    text.push("` from `");
    text.push(graph.container());
    text.push("`, where it needs a scope");
}
