//! Checks what is registered, by the same search as the compiler checks what is declared.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Problem, ProblemKind, place};
use super::required::Required;
use super::select::Selected;
use crate::check::{self, kind};
use crate::graph::{Dependency, Graph, Node, NodeDraft, ProviderKind, intern};
use crate::key::{Binding, Key};
use crate::lifecycle::wanted;
use crate::name::Short;

/// What is checked.
pub(super) struct Wiring<'w> {
    pub(super) graph: &'static Graph,
    pub(super) selected: &'w Selected,
    pub(super) required: &'w [Required],
}

/// Finds all that is wrong.
pub(super) fn problems(wiring: &Wiring<'_>) -> Vec<Problem> {
    let selected = wiring.selected;
    let mut problems = selected.problems.clone();
    let nodes = wiring.graph.nodes();
    let is_overridden = |index: usize| selected.is_overridden.get(index) == Some(&true);
    let any_overridden = selected.is_overridden.contains(&true);
    let wanted: BTreeSet<usize> =
        if any_overridden { wanted(nodes, is_overridden) } else { (0..nodes.len()).collect() };
    wiring.find_missing(&wanted, &mut problems);
    let graph = if any_overridden { without(wiring.graph, is_overridden) } else { wiring.graph };
    for (problem, path) in check::problems(graph) {
        if path.iter().any(|index| wanted.contains(index)) {
            problems.push(describe(problem, nodes, &path));
        }
    }
    problems
}

/// The same graph, in which what is overridden needs nothing.
fn without(graph: &Graph, is_overridden: impl Fn(usize) -> bool) -> &'static Graph {
    let drafts = graph.nodes().iter().enumerate().map(|(index, node)| {
        let constructors = node.constructors().iter().filter(|_| !is_overridden(index));
        let constructors = constructors.map(|it| (*it, it.dependencies().to_vec()));
        NodeDraft {
            node: *node,
            views: Vec::new(),
            hooks: Vec::new(),
            constructors: constructors.collect(),
        }
    });
    intern(graph.container(), drafts.collect())
}

/// What is missing, and who needs it.
#[derive(Default)]
struct Missing {
    asked_as: Option<(Key, &'static str)>,
    by: Vec<(String, &'static core::panic::Location<'static>)>,
}

impl Wiring<'_> {
    fn find_missing(&self, wanted: &BTreeSet<usize>, problems: &mut Vec<Problem>) {
        let mut order: Vec<(Binding, bool)> = Vec::new();
        let mut missing: BTreeMap<usize, Missing> = BTreeMap::new();
        let mut note = |key: Key, asked_as, by, location| {
            let cause = (key.binding, key.is_lent);
            let at = order.iter().position(|it| *it == cause).unwrap_or_else(|| {
                order.push(cause);
                order.len() - 1
            });
            let entry = missing.entry(at).or_default();
            entry.asked_as.get_or_insert((key, asked_as));
            entry.by.push((by, location));
        };
        for (index, node) in self.graph.nodes().iter().enumerate() {
            let is_overridden = self.selected.is_overridden.get(index) == Some(&true);
            if is_overridden || !wanted.contains(&index) {
                continue;
            }
            for constructor in node.constructors() {
                for (position, dependency) in constructor.dependencies().iter().enumerate() {
                    let Some(key) = dependency.wanted() else { continue };
                    if !self.is_provided(&key) {
                        let by = asker(node, dependency, constructor.name(), position);
                        let location = match dependency.parameter() {
                            "" => node.location(),
                            _ => dependency.location(),
                        };
                        note(key, dependency.key(), by, location);
                    }
                }
            }
        }
        for Required { key, asked_as, by, location } in self.required {
            if !self.is_provided(key) {
                note(*key, asked_as, by.clone(), location);
            }
        }
        for (_, Missing { asked_as, mut by }) in missing {
            let Some((key, asked_as)) = asked_as else { continue };
            let mut problem = match self.fresh_element(&key) {
                Some(fresh) => Problem::new(
                    ProblemKind::Missing,
                    format!("no provider for `{}`", Short(asked_as)),
                )
                .similar(format!(
                    "`{}` is made anew each time {}, so nobody keeps it to lend it",
                    fresh.name(),
                    place(fresh.location())
                ))
                .help("ask for an `Arc` of each, or put something into it that is kept"),
                None => self.selected.known().missing(&key, asked_as),
            };
            by.sort_by_key(|(by, location)| (location.file(), location.line(), by.clone()));
            by.dedup();
            for (by, location) in by {
                problem = problem.at(format!("needed by {by}"), location);
            }
            problems.push(problem);
        }
    }

    /// Whether somebody provides a key, in the form in which it is asked for.
    fn is_provided(&self, key: &Key) -> bool {
        match self.selected.bindings.get(&key.binding) {
            None => key.is_optional,
            Some(target) => {
                let draft = self.selected.drafts.get(target.entry);
                let is_lent = draft.is_none_or(|it| it.views[target.view].of.is_lent());
                !key.is_lent || is_lent && self.fresh_element(key).is_none()
            }
        }
    }

    /// What is in a collection, but cannot be lent.
    fn fresh_element(&self, key: &Key) -> Option<&'static Node> {
        let target = self.selected.bindings.get(&key.binding).filter(|_| key.is_lent)?;
        let nodes = self.graph.nodes();
        let collection = Some(&nodes[target.entry]);
        let collection = collection.filter(|it| it.kind() == ProviderKind::Collection)?;
        let elements = collection.dependencies().filter_map(Dependency::target);
        elements.map(|it| &nodes[it]).find(|it| it.kind() == ProviderKind::Factory)
    }
}

/// Who asks for something, in words.
fn asker(node: &Node, dependency: &Dependency, constructor: &str, position: usize) -> String {
    match (dependency.parameter(), constructor) {
        ("", "") => format!("parameter #{} of `{}`", position + 1, node.name()),
        ("", "a closure") => {
            format!("parameter #{} of the closure that builds `{}`", position + 1, node.name())
        }
        ("", function) => format!("parameter #{} of `{function}`", position + 1),
        (field, _) => format!("`{}.{field}`", Short(dependency.consumer())),
    }
}

/// Says what the search has found.
fn describe(found: check::Problem, nodes: &[Node], path: &[usize]) -> Problem {
    let (of, message) = match found {
        check::Problem::Cycle => (ProblemKind::Cycle, "dependency cycle"),
        check::Problem::Captive | check::Problem::LazyCaptive => {
            (ProblemKind::Captive, "captive dependency")
        }
        check::Problem::NeverDropped => {
            (ProblemKind::NeverDropped, "dependency that is never dropped")
        }
        check::Problem::ScopedImport => (ProblemKind::ScopedImport, "scoped import"),
    };
    let mut problem = Problem::new(of, message);
    let is_ring = matches!(found, check::Problem::Cycle | check::Problem::NeverDropped);
    for (at, index) in path.iter().enumerate() {
        let node = &nodes[*index];
        let next = path.get(at + 1).or_else(|| path.first().filter(|_| is_ring));
        let role = if is_ring { "" } else { kind(node) };
        let Some(next) = next.filter(|_| is_ring || at + 1 < path.len()) else {
            problem = problem.at(
                format!("`{}`{role}", node.name()).trim_end_matches(',').to_owned(),
                node.location(),
            );
            continue;
        };
        let verb = match found {
            check::Problem::NeverDropped if at == 0 => "keeps, once it has used it",
            check::Problem::NeverDropped => "keeps",
            check::Problem::LazyCaptive if at == 0 => "looks later for",
            _ => "needs",
        };
        let edge = node.dependencies().enumerate().find(|(_, it)| it.target() == Some(*next));
        let (by, location) = match edge {
            Some((_, dependency)) if !dependency.parameter().is_empty() => {
                (format!("by `{}`", dependency.parameter()), dependency.location())
            }
            Some((position, _)) => (format!("by parameter #{}", position + 1), node.location()),
            None => ("somehow".to_owned(), node.location()),
        };
        problem = problem.at(format!("`{}`{role} {verb}, {by}", node.name()), location);
    }
    if is_ring {
        problem = problem.step(format!("`{}`", nodes[path[0]].name()));
    }
    problem.help(found.way_out(nodes, path))
}
