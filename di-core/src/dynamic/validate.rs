//! Checks what is registered, by the same search as the compiler checks what is declared.

use core::panic::Location;
use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Problem, ProblemKind, place};
use super::required::Required;
use super::select::{Selected, asked, with_qualifier};
use crate::check::{self, kind};
use crate::graph::{Dependency, Graph, Node, NodeDraft, ProviderKind, intern};
use crate::key::{Binding, Form, Key};
use crate::lifecycle::wanted;
use crate::name::Short;

/// What is checked.
pub(super) struct Wiring<'w> {
    pub(super) graph: &'static Graph,
    /// The same, in which what is overridden needs nothing.
    pub(super) in_effect: &'static Graph,
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
    for (problem, path) in check::problems(wiring.in_effect) {
        // The first on the path is at fault; on a ring, one is as good as the other.
        if wanted.contains(&path[0]) {
            problems.push(describe(problem, nodes, &path));
        }
    }
    problems
}

/// The same graph, in which what is overridden needs nothing.
pub(super) fn in_effect(graph: &'static Graph, is_overridden: &[bool]) -> &'static Graph {
    if !is_overridden.contains(&true) {
        return graph;
    }
    let is_overridden = |index: usize| is_overridden.get(index) == Some(&true);
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
    by: Vec<(String, &'static Location<'static>)>,
}

impl Wiring<'_> {
    fn find_missing(&self, wanted: &BTreeSet<usize>, problems: &mut Vec<Problem>) {
        let mut order: Vec<(Binding, bool)> = Vec::new();
        let mut missing: BTreeMap<usize, Missing> = BTreeMap::new();
        let mut note = |key: Key, asked_as, by, location| {
            // What nobody provides is one cause, whether it is kept or borrowed.
            let is_lent = key.is_lent && self.selected.bindings.contains_key(&key.binding);
            let cause = (key.binding, is_lent);
            let at = order.iter().position(|it| *it == cause).unwrap_or_else(|| {
                order.push(cause);
                order.len() - 1
            });
            let entry = missing.entry(at).or_default();
            let (first, _) = entry.asked_as.get_or_insert((key, asked_as));
            first.is_lent &= key.is_lent;
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
        let wanted: Vec<&Key> =
            missing.values().flat_map(|it| it.asked_as.iter().map(|(key, _)| key)).collect();
        // Where the short name is that of two types, the whole name tells them apart.
        let is_ambiguous = |key: &Key| {
            wanted.iter().any(|other| {
                other.binding.service != key.binding.service
                    && Short(other.service).to_string() == Short(key.service).to_string()
            })
        };
        for Missing { asked_as, by } in missing.values() {
            let Some((key, asked_as)) = asked_as else { continue };
            let shown = match key.binding.form {
                Form::Entries(_) => Short(asked_as).to_string(),
                form if is_ambiguous(key) => asked(form, key.service, key.is_lent),
                form => asked(form, &Short(key.service).to_string(), key.is_lent),
            };
            let shown = format!("`{shown}`{}", with_qualifier(key.qualifier));
            let mut problem = match self.fresh_element(key) {
                Some(fresh) => {
                    Problem::new(ProblemKind::Missing, format!("no provider for {shown}"))
                        .similar(format!(
                            "`{}` is made anew each time {}, so nobody keeps it to lend it",
                            fresh.name(),
                            place(fresh.location())
                        ))
                        .help("ask for an `Arc` of each, or put something into it that is kept")
                }
                None => self.selected.known().missing(key, &shown),
            };
            let mut by = by.clone();
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
    let first = named(&nodes[path[0]]);
    let last = named(&nodes[path[path.len() - 1]]);
    let (of, message) = match found {
        check::Problem::Cycle => {
            (ProblemKind::Cycle, format!("dependency cycle of {}", several(nodes, path)))
        }
        check::Problem::Captive | check::Problem::LazyCaptive => {
            (ProblemKind::Captive, format!("captive dependency: {first} would outlive {last}"))
        }
        check::Problem::NeverDropped => (
            ProblemKind::NeverDropped,
            format!("dependency that is never dropped: {first} would keep itself"),
        ),
        check::Problem::ScopedImport => (
            ProblemKind::ScopedImport,
            format!("scoped import: {first} needs a scope of the container that it is taken from"),
        ),
    };
    let mut problem = Problem::new(of, message);
    let is_ring = matches!(found, check::Problem::Cycle | check::Problem::NeverDropped);
    for (at, index) in path.iter().enumerate() {
        let node = &nodes[*index];
        let next = path.get(at + 1).or_else(|| path.first().filter(|_| is_ring));
        let Some(next) = next else {
            let role = match found {
                check::Problem::ScopedImport => ", imported",
                _ => kind(node).trim_end_matches(','),
            };
            problem = problem.at(format!("{}{role}", named(node)), node.location());
            if let (Some(graph), Some(target)) = (node.imported_from(), node.import_target()) {
                let (target, from) = (&graph.nodes()[target], graph.container());
                let taken = format!("taken from `{from}`, where {} needs a scope", named(target));
                problem = problem.at(taken, target.location());
            }
            continue;
        };
        let role = if is_ring && node.kind() != ProviderKind::Collection { "" } else { kind(node) };
        let verb = match found {
            _ if node.kind() == ProviderKind::Collection => "holds",
            check::Problem::NeverDropped if at == 0 => "keeps, once used,",
            check::Problem::NeverDropped => "keeps",
            check::Problem::LazyCaptive if at == 0 => "looks later for",
            _ => "needs",
        };
        let (through, location) = by_what(node, *next);
        let role = if through.is_empty() { role } else { role.trim_end_matches(',') };
        problem = problem.at(format!("{}{role}{through} {verb}", named(node)), location);
    }
    if is_ring {
        problem = problem.step(named(&nodes[path[0]]));
    }
    problem.help(way_out(found, nodes, path))
}

/// What is read in a report: of a collection, its name says too little.
fn named(node: &Node) -> String {
    match node.kind() {
        ProviderKind::Collection => format!("`{}`", Short(node.type_name())),
        _ => format!("`{}`", node.name()),
    }
}

/// Those that need each other, in words.
fn several(nodes: &[Node], path: &[usize]) -> String {
    let names: Vec<_> = path.iter().map(|index| named(&nodes[*index])).collect();
    match &names[..] {
        [one] => format!("{one} alone"),
        [init @ .., last] if path.len() < 4 => format!("{} and {last}", init.join(", ")),
        _ => format!("{}, {} and {} more", names[0], names[1], names.len() - 2),
    }
}

/// What of a provider needs another, and where it is written.
fn by_what(node: &Node, target: usize) -> (String, &'static Location<'static>) {
    for constructor in node.constructors() {
        for (position, dependency) in constructor.dependencies().iter().enumerate() {
            if dependency.target() != Some(target) {
                continue;
            }
            return match (dependency.parameter(), constructor.name()) {
                _ if node.kind() == ProviderKind::Collection => {
                    (String::new(), dependency.location())
                }
                ("", "" | "a closure") => {
                    (format!(", through parameter #{},", position + 1), node.location())
                }
                ("", function) => (
                    format!(", through parameter #{} of `{function}`,", position + 1),
                    node.location(),
                ),
                (field, "") => (format!(", through `{field}`,"), dependency.location()),
                (field, _) => {
                    let consumer = Short(dependency.consumer());
                    (format!(", through `{consumer}.{field}`,"), dependency.location())
                }
            };
        }
    }
    (String::new(), node.location())
}

/// Says the way out, in the words of a builder.
fn way_out(found: check::Problem, nodes: &[Node], path: &[usize]) -> String {
    let (first, last) = (&nodes[path[0]], &nodes[path[path.len() - 1]]);
    let (service, name) = (Short(first.type_name()), first.name());
    let builds_itself = first.constructors().first().is_some_and(|it| it.name().is_empty());
    match found {
        check::Problem::Captive | check::Problem::LazyCaptive => {
            let why = match found {
                check::Problem::LazyCaptive => "a singleton is built outside of any scope; ",
                _ => "",
            };
            let instead = match first.kind() {
                ProviderKind::Resource => {
                    format!("open it in each scope: `.provide::<{service}>().scoped_async(..)`")
                }
                _ if builds_itself => {
                    format!("register it as `.scoped::<{service}>()` or `.factory::<{service}>()`")
                }
                _ => format!("register `{name}` with `.scoped_with(..)` or `.factory_with(..)`"),
            };
            format!("{why}{instead}, or pass `{}` to its methods", last.name())
        }
        check::Problem::NeverDropped => {
            let made = &nodes[path[1]];
            format!(
                "ask for a `Provider<..>` in the place of the `Lazy<..>`, or make `{}` a singleton",
                made.name()
            )
        }
        check::Problem::ScopedImport => {
            format!("import what it is made of, and register it here: `.scoped::<{service}>()`")
        }
        check::Problem::Cycle => found.way_out(nodes, path),
    }
}
