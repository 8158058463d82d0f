//! Finds what is wrong with a graph: cycles and captive dependencies.
//!
//! One depth-first walk, iterative and allocation-free, so that the compiler
//! can run it. A missing or a duplicate provider needs no walk: it is a trait
//! error on the user's own line.

use crate::graph::{Edge, Graph, Node, ProviderKind};
use crate::text::Text;

/// How many problems one compile error tells.
const MOST_TOLD: usize = 10;

/// Checks a container's graph at compile time.
///
/// # Panics
///
/// If the graph has a cycle or a captive dependency: the panic is the compile
/// error, and it names the first ten. It is attributed to the caller, which is
/// the user's container.
#[track_caller]
pub const fn check<const N: usize>(graph: &Graph) {
    let mut walk = Walk::<N>::new(graph);
    let mut text = Text::new();
    let mut told = 0;
    while let Some(problem) = walk.next() {
        if !text.is_empty() {
            text.push("\n");
        }
        // Many problems have few causes, and the compiler has limited patience.
        if told == MOST_TOLD {
            text.push("and there are more");
            break;
        }
        problem.describe(graph, walk.path(), &mut text);
        told += 1;
    }
    assert!(text.is_empty(), "{}", text.as_str());
}

/// What is wrong; [`Walk::path`] says between which providers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Each provider on the path needs the next, and the last is the first.
    Cycle,
    /// The first provider on the path outlives the last, which it holds.
    Captive,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

/// A walk over a graph of `N` providers, which stops at each problem.
pub(crate) struct Walk<'g, const N: usize> {
    nodes: &'g [Node],
    state: [State; N],
    /// The providers between the root of the walk and where it is, and the next
    /// dependency to look at of each.
    stack: [usize; N],
    next_dependency: [usize; N],
    depth: usize,
    root: usize,
    /// For what needs a scope: the dependency through which; itself if scoped.
    scoped_through: [Option<usize>; N],
    path: [usize; N],
    path_len: usize,
}

impl<'g, const N: usize> Walk<'g, N> {
    pub(crate) const fn new(graph: &'g Graph) -> Self {
        Self {
            nodes: graph.nodes(),
            state: [State::Unseen; N],
            stack: [0; N],
            next_dependency: [0; N],
            depth: 0,
            root: 0,
            scoped_through: [None; N],
            path: [0; N],
            path_len: 0,
        }
    }

    /// Returns the providers that the last problem is about, in order.
    pub(crate) const fn path(&self) -> &[usize] {
        self.path.split_at(self.path_len).0
    }

    /// Walks on to the next problem.
    pub(crate) const fn next(&mut self) -> Option<Problem> {
        loop {
            if self.depth == 0 {
                if self.root == self.nodes.len() {
                    return None;
                }
                if matches!(self.state[self.root], State::Unseen) {
                    self.open(self.root);
                }
                self.root += 1;
                continue;
            }
            let at = self.stack[self.depth - 1];
            let dependencies = self.nodes[at].dependencies();
            if self.next_dependency[at] == dependencies.len() {
                self.state[at] = State::Done;
                self.depth -= 1;
                continue;
            }
            let dependency = &dependencies[self.next_dependency[at]];
            let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) else {
                self.next_dependency[at] += 1;
                continue;
            };
            match self.state[target] {
                // The dependency is looked at again when its target is done.
                State::Unseen => self.open(target),
                State::Open => {
                    self.next_dependency[at] += 1;
                    self.keep_cycle(target);
                    return Some(Problem::Cycle);
                }
                State::Done => {
                    self.next_dependency[at] += 1;
                    if self.scoped_through[target].is_some() && self.hold_scoped(at, target) {
                        return Some(Problem::Captive);
                    }
                }
            }
        }
    }

    const fn open(&mut self, node: usize) {
        self.state[node] = State::Open;
        if matches!(self.nodes[node].kind(), ProviderKind::Scoped | ProviderKind::Input) {
            self.scoped_through[node] = Some(node);
        }
        self.stack[self.depth] = node;
        self.depth += 1;
    }

    /// Keeps the part of the stack that starts at `first`.
    const fn keep_cycle(&mut self, first: usize) {
        let mut from = self.depth - 1;
        while self.stack[from] != first {
            from -= 1;
        }
        self.path_len = self.depth - from;
        let mut at = 0;
        while at < self.path_len {
            self.path[at] = self.stack[from + at];
            at += 1;
        }
    }

    /// Notes that `holder` needs `target`, which needs a scope; whether that
    /// makes it captive.
    const fn hold_scoped(&mut self, holder: usize, target: usize) -> bool {
        match self.nodes[holder].kind() {
            ProviderKind::Factory => {
                if self.scoped_through[holder].is_none() {
                    self.scoped_through[holder] = Some(target);
                }
                false
            }
            ProviderKind::Scoped | ProviderKind::Input => false,
            ProviderKind::Value | ProviderKind::Singleton => {
                self.path[0] = holder;
                self.path_len = 1;
                let mut next = target;
                loop {
                    self.path[self.path_len] = next;
                    self.path_len += 1;
                    match self.scoped_through[next] {
                        Some(through) if through != next => next = through,
                        _ => return true,
                    }
                }
            }
        }
    }
}

impl Problem {
    /// Writes the problem, who is in it, and the way out.
    const fn describe(self, graph: &Graph, path: &[usize], text: &mut Text) {
        let nodes = graph.nodes();
        text.push(match self {
            Self::Cycle => "dependency cycle in `",
            Self::Captive => "captive dependency in `",
        });
        text.push(graph.container());
        text.push("`");
        let mut at = 0;
        while at < path.len() {
            let node = &nodes[path[at]];
            text.push("\n  `");
            text.push(node.name());
            text.push("`");
            if matches!(self, Self::Captive) {
                text.push(match node.kind() {
                    ProviderKind::Scoped | ProviderKind::Input => ", which lives in a scope",
                    ProviderKind::Factory => ", a factory,",
                    ProviderKind::Value | ProviderKind::Singleton => ", a singleton,",
                });
            }
            if at + 1 < path.len() || matches!(self, Self::Cycle) {
                text.push(" needs");
            }
            at += 1;
        }
        match self {
            Self::Cycle => {
                text.push("\n  `");
                text.push(nodes[path[0]].name());
                text.push(if path.len() == 1 {
                    "`\nhelp: take out what it asks of itself, or split it in two"
                } else {
                    "`\nhelp: move what they share into a service that both need, \
                     or pass one to the other's methods"
                });
            }
            Self::Captive => {
                text.push("\nhelp: make `");
                text.push(nodes[path[0]].name());
                text.push("` a `Scoped` or a `Factory`, or pass `");
                text.push(nodes[path[path.len() - 1]].name());
                text.push("` to its methods");
            }
        }
    }
}
