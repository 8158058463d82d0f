//! Finds what is wrong with a graph: cycles, captive dependencies, what would never
//! be dropped, imports of what needs a scope.
//!
//! Iterative and allocation-free, so that the compiler can run it. A missing or a
//! duplicate provider needs no search: it is a trait error on the user's own line.

mod describe;
mod never_dropped;
// Thousands of graphs are too many for Miri.
#[cfg(all(test, not(miri)))]
mod oracle;
mod reach;

use crate::graph::{Edge, Graph, Node, ProviderKind};
use crate::text::Text;
pub(crate) use describe::kind;
pub use reach::looks_for_scope_later;
pub(crate) use reach::{is_kept, looks_for_scope, needs_scope};

/// How many problems one compile error tells.
const MOST_TOLD: usize = 10;

/// Checks a container's graph at compile time.
///
/// # Panics
///
/// If something is wrong with the graph: the panic is the compile error, and it
/// names the first ten problems. It is attributed to the caller, which is the
/// user's container.
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
    /// The first provider on the path outlives the last, which it needs.
    Captive,
    /// As `Captive`, but the first looks for the second only later, where there is
    /// no scope any more.
    LazyCaptive,
    /// The first keeps, through a `Lazy`, the second, which keeps the next, and so
    /// on to the first.
    NeverDropped,
    /// The only provider on the path is imported, and needs a scope where it is.
    ScopedImport,
}

/// Finds all that is wrong with a graph.
pub(crate) fn problems(graph: &Graph) -> Vec<(Problem, Vec<usize>)> {
    let mut walk = Walk::<1024>::new(graph);
    let mut found = Vec::new();
    while let Some(problem) = walk.next() {
        found.push((problem, walk.path().to_vec()));
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

/// What is looked for, in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Cycles,
    Captives,
    NeverDropped,
    Imports,
    Done,
}

/// A walk over a graph of `N` providers, which stops at each problem.
pub(crate) struct Walk<'g, const N: usize> {
    graph: &'g Graph,
    nodes: &'g [Node],
    phase: Phase,
    state: [State; N],
    /// The providers between the root of the walk and where it is, and the next
    /// dependency to look at of each.
    stack: [usize; N],
    next_dependency: [usize; N],
    depth: usize,
    /// The provider that is looked at, or that the walk starts from next.
    root: usize,
    /// Whether some dependency is lazy, and whether anything needs a scope: if not, there
    /// is nothing to look for, and the compiler is spared the search.
    has_lazy: bool,
    has_scoped: bool,
    /// For what needs a scope: the dependency through which; itself if scoped.
    scoped_through: [Option<usize>; N],
    path: [usize; N],
    path_len: usize,
}

impl<'g, const N: usize> Walk<'g, N> {
    pub(crate) const fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            nodes: graph.nodes(),
            phase: Phase::Cycles,
            state: [State::Unseen; N],
            stack: [0; N],
            next_dependency: [0; N],
            depth: 0,
            root: 0,
            has_lazy: false,
            has_scoped: false,
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
            let (problem, next) = match self.phase {
                Phase::Cycles => (self.next_cycle(), Phase::Captives),
                Phase::Captives if !self.has_scoped => (None, Phase::NeverDropped),
                Phase::Captives => (self.next_captive(), Phase::NeverDropped),
                Phase::NeverDropped if !self.has_lazy => (None, Phase::Imports),
                Phase::NeverDropped => (self.next_never_dropped(), Phase::Imports),
                Phase::Imports => (self.next_import(), Phase::Done),
                Phase::Done => return None,
            };
            if problem.is_some() {
                return problem;
            }
            if matches!(next, Phase::Captives) && self.has_scoped {
                self.find_scoped();
            }
            self.phase = next;
            self.root = 0;
            self.next_dependency = [0; N];
        }
    }

    /// Goes on with a depth-first search.
    const fn next_cycle(&mut self) -> Option<Problem> {
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
            let Some(dependency) = self.nodes[at].dependency(self.next_dependency[at]) else {
                self.state[at] = State::Done;
                self.depth -= 1;
                continue;
            };
            self.next_dependency[at] += 1;
            let (Some(target), Edge::Eager) = (dependency.target(), dependency.edge()) else {
                self.has_lazy = self.has_lazy || matches!(dependency.edge(), Edge::Lazy);
                continue;
            };
            match self.state[target] {
                State::Unseen => self.open(target),
                State::Open => {
                    self.keep_cycle(target);
                    return Some(Problem::Cycle);
                }
                State::Done => {}
            }
        }
    }

    const fn open(&mut self, node: usize) {
        self.state[node] = State::Open;
        self.has_scoped = self.has_scoped
            || matches!(self.nodes[node].kind(), ProviderKind::Scoped | ProviderKind::Input);
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

    /// Finds through whom each provider needs a scope, until nothing changes.
    const fn find_scoped(&mut self) {
        let mut changed = true;
        while changed {
            changed = false;
            let mut at = 0;
            while at < self.nodes.len() {
                if self.scoped_through[at].is_none() {
                    self.scoped_through[at] = self.through_whom(at);
                    changed = changed || self.scoped_through[at].is_some();
                }
                at += 1;
            }
        }
    }

    const fn through_whom(&self, at: usize) -> Option<usize> {
        match self.nodes[at].kind() {
            ProviderKind::Scoped | ProviderKind::Input => return Some(at),
            ProviderKind::Factory | ProviderKind::Collection => {}
            ProviderKind::Value
            | ProviderKind::Singleton
            | ProviderKind::Resource
            | ProviderKind::Import => return None,
        }
        let mut position = 0;
        while let Some(dependency) = self.nodes[at].dependency(position) {
            if let Some(target) = dependency.target() {
                if self.scoped_through[target].is_some() {
                    return Some(target);
                }
            }
            position += 1;
        }
        None
    }

    /// Looks at the dependencies of the next singletons.
    const fn next_captive(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let holder = self.root;
            let is_singleton = matches!(
                self.nodes[holder].kind(),
                ProviderKind::Singleton | ProviderKind::Resource
            );
            let next = self.nodes[holder].dependency(self.next_dependency[holder]);
            let (true, Some(dependency)) = (is_singleton, next) else {
                self.root += 1;
                continue;
            };
            self.next_dependency[holder] += 1;
            let Some(target) = dependency.target() else { continue };
            if self.scoped_through[target].is_some() {
                self.keep_captive(holder, target);
                return Some(match dependency.edge() {
                    Edge::Eager => Problem::Captive,
                    Edge::Lazy | Edge::Repeated => Problem::LazyCaptive,
                });
            }
        }
        None
    }

    /// Keeps the way from `holder` through `target` to what is scoped.
    const fn keep_captive(&mut self, holder: usize, target: usize) {
        self.path[0] = holder;
        self.path_len = 1;
        let mut next = target;
        loop {
            self.path[self.path_len] = next;
            self.path_len += 1;
            match self.scoped_through[next] {
                Some(through) if through != next => next = through,
                _ => return,
            }
        }
    }

    const fn next_import(&mut self) -> Option<Problem> {
        while self.root < self.nodes.len() {
            let node = &self.nodes[self.root];
            self.root += 1;
            if let (Some(graph), Some(target)) = (node.imported_from(), node.import_target()) {
                if needs_scope(graph, target) {
                    self.path[0] = self.root - 1;
                    self.path_len = 1;
                    return Some(Problem::ScopedImport);
                }
            }
        }
        None
    }
}
