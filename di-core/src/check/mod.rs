//! Finds what is wrong with a graph: cycles, captive dependencies, what would never
//! be dropped, imports of what needs a scope.
//!
//! Iterative, and in memory that it borrows, so that the compiler can run it and a
//! graph of any size can be checked at run time. A missing or a duplicate provider
//! needs no search: it is a trait error on the user's own line.

mod components;
mod cycles;
mod describe;
mod never_dropped;
// Thousands of graphs are too many for Miri.
#[cfg(all(test, not(miri)))]
mod oracle;
mod reach;
mod scoped;
mod space;
mod walk;

use crate::graph::Graph;
use crate::text::Text;
pub(crate) use describe::kind;
pub use reach::looks_for_scope_later;
pub(crate) use reach::{all_that_need_scope, is_kept, looks_for_scope, needs_scope};
use space::{Arrays, Vectors};
use walk::{Path, Walk};

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
    let (found, are_more) = first_problems::<N>(graph);
    let mut text = Text::new();
    let mut told = 0;
    while told < MOST_TOLD {
        let Some(found) = &found[told] else { break };
        if told > 0 {
            text.push("\n");
        }
        found.problem.describe(graph, found.path(), &mut text);
        told += 1;
    }
    if are_more {
        text.push("\nand there are more");
    }
    assert!(text.is_empty(), "{}", text.as_str());
}

/// What is wrong, and between which providers.
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

/// Returns all that is wrong with a graph, each with the path that shows it: first
/// the cycles, in the order of their first providers.
pub(crate) fn problems(graph: &Graph) -> Vec<(Problem, Vec<usize>)> {
    let mut found = all_problems(graph);
    let cycles = found.iter().take_while(|(it, _)| matches!(it, Problem::Cycle)).count();
    found[..cycles].sort_by_key(|(_, path)| path[0]);
    found
}

/// Returns all that is wrong with a graph, as found.
fn all_problems(graph: &Graph) -> Vec<(Problem, Vec<usize>)> {
    let mut memory = Vectors::new(graph);
    let mut walk = Walk::new(graph, memory.space());
    let mut found = Vec::new();
    while let Some(problem) = walk.next() {
        found.push((problem, walk.path().to_vec()));
    }
    found
}

/// A problem and its path, for the compiler.
#[derive(Clone, Copy)]
struct Found<const N: usize> {
    problem: Problem,
    path: [[usize; 2]; N],
    path_len: usize,
}

impl<const N: usize> Found<N> {
    const fn path(&self) -> Path<'_> {
        Path::new(&self.path, self.path_len)
    }

    /// Whether both are cycles, and this one's first provider comes later.
    const fn comes_after(&self, other: &Self) -> bool {
        matches!((self.problem, other.problem), (Problem::Cycle, Problem::Cycle))
            && self.path().get(0) > other.path().get(0)
    }
}

/// Returns the problems that a compile error tells, and whether there are more: many
/// problems have few causes, and the compiler has limited patience.
const fn first_problems<const N: usize>(graph: &Graph) -> ([Option<Found<N>>; MOST_TOLD], bool) {
    let mut memory = Arrays::<N>::new();
    let mut walk = Walk::new(graph, memory.space());
    let mut found = [None; MOST_TOLD];
    let mut len = 0;
    while let Some(problem) = walk.next() {
        if len == MOST_TOLD {
            return (found, true);
        }
        let new = Found { problem, path: walk.path().to_array(), path_len: walk.path().len() };
        let mut at = len;
        while at > 0 {
            match found[at - 1] {
                Some(before) if before.comes_after(&new) => found[at] = found[at - 1],
                _ => break,
            }
            at -= 1;
        }
        found[at] = Some(new);
        len += 1;
    }
    (found, false)
}
