//! From registrations to a container.

use core::sync::atomic::AtomicBool;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::cell::{Cell, Spot};
use super::draft::{ContributionDraft, Draft};
use super::entry::{Element, Entry, Opened, Place};
use super::hook::Hooks;
use super::problem::{Problem, ProblemKind};
use super::recipe::{Instance, Recipe, Seen};
use super::required::{Required, missing_entries};
use super::select::{Selected, registered};
use super::table::TypeTable;
use super::wrapping::CollectionDraft;
use super::{BuildError, Builder, DynamicContainer, Target};
use crate::check::all_that_need_scope;
use crate::error::{By, Error, ErrorKind, Wanted};
use crate::graph::{
    Constructor, Dependency, Graph, Node, NodeDraft, ProviderKind, Role, intern, kept,
};
use crate::home::{Home, Share};
use crate::key::{Binding, Form, Key};
use crate::lifecycle::{StartError, opened_at_start};
use crate::name::Short;
use crate::slot::{BuildOrder, Slot};

/// What has the elements of a collection.
struct Collected {
    draft: CollectionDraft,
    /// Each by who has put it there, and how it is seen.
    elements: Vec<(usize, ContributionDraft)>,
}

/// All that is needed of the wiring to make a container of it.
struct Wiring {
    selected: Selected,
    collected: Vec<Collected>,
    required: Vec<Required>,
    graph: &'static Graph,
    /// The same, in which what is overridden needs nothing.
    in_effect: &'static Graph,
    links: Vec<Vec<Vec<Spot>>>,
}

impl Builder {
    /// Checks the wiring, and makes the container. Nothing is constructed until somebody asks
    /// for it. The builder is empty then, also if it fails: a program that mends it begins anew.
    ///
    /// # Errors
    ///
    /// All that is wrong with what is registered; or that something has to be opened, for
    /// which the container is [started](Self::start).
    pub fn build(&mut self) -> Result<Arc<DynamicContainer>, BuildError> {
        let container = self.unshared()?;
        let opened = opened_at_start(&container);
        let nodes = container.graph.nodes();
        if !opened.is_empty() {
            let mut problem =
                Problem::new(ProblemKind::NotStarted, "the container has to be started");
            for index in opened {
                let node = &nodes[index];
                let what = match (node.kind(), node.starter(), node.stopper()) {
                    (ProviderKind::Resource, ..) => "is opened then",
                    (_, Some(_), _) => "is started then",
                    (_, None, Some(_)) => "is stopped when it is shut down",
                    (_, None, None) => "is built then",
                };
                problem = problem.at(format!("`{}` {what}", node.name()), node.location());
            }
            let help = "start it, `.start().await`, in the place of `.build()`; or, in a test, \
                        override these";
            BuildError::of(vec![problem.help(help)])?;
        }
        Ok(Share(container).share())
    }

    /// Checks the wiring, makes the container, and opens what it has: resources, and eager
    /// singletons.
    ///
    /// # Errors
    ///
    /// If something is wrong with what is registered: then nothing is opened, and the source
    /// of the error is the [`BuildError`]. If something cannot be opened: then what was opened
    /// is closed again.
    pub async fn start(&mut self) -> Result<Arc<DynamicContainer>, StartError> {
        match self.unshared() {
            Ok(container) => crate::lifecycle::start(container).await,
            Err(error) => {
                let location = core::panic::Location::caller();
                let wanted = Wanted { service: "DynamicContainer", by: By::Nobody, location };
                let error = Error::new(ErrorKind::NotBuilt, wanted).caused_by(error);
                Err(StartError::new(error, Vec::new()))
            }
        }
    }

    /// Checks the wiring and returns it, and makes no container. The builder is empty then,
    /// also if it fails.
    ///
    /// # Errors
    ///
    /// All that is wrong with what is registered.
    pub fn check(&mut self) -> Result<&'static Graph, BuildError> {
        self.unshared().map(|it| it.graph)
    }

    fn unshared(&mut self) -> Result<DynamicContainer, BuildError> {
        let Self {
            drafts,
            aliases,
            decorations,
            overrides,
            collections,
            required,
            required_entries,
            expected,
            problems,
            ..
        } = core::mem::take(self);
        let mut selected = Selected::of(drafts);
        selected.problems.extend(problems);
        selected.problems.extend(super::discover::missing_crates(&expected));
        selected.alias_all(aliases);
        for decoration in decorations {
            selected.decorate(decoration);
        }
        selected.override_all(overrides);
        selected.tell_of_drafts();
        let collected = collect(&mut selected, collections);
        let keys_of = |collection: &Key| {
            let found = collected.iter().filter(|it| it.draft.key.binding == collection.binding);
            found.flat_map(|it| it.elements.iter().filter_map(|it| it.1.key.as_ref())).collect()
        };
        selected.problems.extend(missing_entries(&required_entries, keys_of));
        let wiring = Wiring::of(selected, collected, required);
        let problems = super::validate::problems(&wiring.view());
        BuildError::of(problems)?;
        Ok(wiring.container())
    }
}

/// Puts the elements of each collection together, in the order of registration.
fn collect(selected: &mut Selected, declared: Vec<CollectionDraft>) -> Vec<Collected> {
    let mut collected: Vec<Collected> = Vec::new();
    for (entry, draft) in selected.drafts.iter_mut().enumerate() {
        for contribution in draft.contributions.drain(..) {
            let binding = contribution.collection.binding;
            let found = collected.iter_mut().find(|it| it.draft.key.binding == binding);
            match found {
                Some(one) => one.elements.push((entry, contribution)),
                None => collected.push(Collected {
                    draft: CollectionDraft {
                        key: contribution.collection,
                        asked_as: contribution.asked_as,
                        location: contribution.location,
                    },
                    elements: vec![(entry, contribution)],
                }),
            }
        }
    }
    for draft in declared {
        if !collected.iter().any(|it| it.draft.key.binding == draft.key.binding) {
            collected.push(Collected { draft, elements: Vec::new() });
        }
    }
    for (position, collection) in collected.iter().enumerate() {
        selected.collections.push(collection.draft);
        let target = Target { entry: selected.drafts.len() + position, view: 0 };
        selected.bindings.insert(collection.draft.key.binding, target);
        let same = same_keys(&selected.drafts, collection);
        selected.problems.extend(same);
    }
    collected
}

/// The elements of a map that have one key.
fn same_keys(drafts: &[Draft], collection: &Collected) -> Vec<Problem> {
    let mut by_key: BTreeMap<&str, Vec<&(usize, ContributionDraft)>> = BTreeMap::new();
    for element in &collection.elements {
        if let Some(key) = &element.1.key {
            by_key.entry(&key.shown).or_default().push(element);
        }
    }
    let mut problems = Vec::new();
    for (shown, elements) in by_key {
        for (at, (second, one)) in elements.iter().enumerate().skip(1) {
            let is_same = |other: &&&(usize, ContributionDraft)| match (&one.key, &other.1.key) {
                (Some(one), Some(other)) => (one.equals)(&*one.value, &*other.value),
                _ => false,
            };
            let Some((first, other)) = elements[..at].iter().find(is_same) else { continue };
            let asked_as = Short((collection.draft.asked_as)()).to_string();
            problems.push(
                Problem::new(
                    ProblemKind::DuplicateEntry,
                    format!("the key `{shown}` is twice in the `{asked_as}`"),
                )
                .at(registered(&drafts[*first]), other.location)
                .at(registered(&drafts[*second]), one.location)
                .help("give one of them another key"),
            );
        }
    }
    problems
}

impl Wiring {
    fn of(selected: Selected, collected: Vec<Collected>, required: Vec<Required>) -> Self {
        let mut nodes = Vec::new();
        let mut links = Vec::new();
        for draft in &selected.drafts {
            let (node, of) = describe(draft, &selected);
            nodes.push(node);
            links.push(of);
        }
        for collection in &collected {
            nodes.push(describe_collection(&selected.drafts, collection));
            links.push(Vec::new());
        }
        for Required { key, .. } in &required {
            if let Some(Target { entry, .. }) = selected.bindings.get(&key.binding) {
                nodes[*entry].node = nodes[*entry].node.required();
            }
        }
        let graph = intern("DynamicContainer", nodes);
        let in_effect = super::validate::in_effect(graph, &selected.is_overridden);
        Self { selected, collected, required, graph, in_effect, links }
    }

    fn view(&self) -> super::validate::Wiring<'_> {
        super::validate::Wiring {
            graph: self.graph,
            in_effect: self.in_effect,
            selected: &self.selected,
            required: &self.required,
        }
    }

    fn container(self) -> DynamicContainer {
        let Self { selected, collected, graph, in_effect, links, .. } = self;
        let Selected { drafts, is_overridden, bindings, .. } = selected;
        let bindings: HashMap<Binding, Spot> =
            bindings.iter().map(|(key, to)| (*key, spot(key.form, *to, &drafts))).collect();
        let collected: Vec<Entry> = collected.into_iter().map(|it| it.entry(&drafts)).collect();
        let mut all_links = Vec::new();
        let mut scoped = 0;
        let mut entries: Vec<Entry> = Vec::new();
        let mut cells = Vec::new();
        for ((draft, is_overridden), links) in drafts.into_iter().zip(is_overridden).zip(links) {
            let first = links.into_iter().map(|of| {
                let first = all_links.len();
                all_links.extend(of);
                u32::try_from(first).unwrap_or(u32::MAX)
            });
            let links = first.collect();
            let Draft { kind, recipe, mut views, hooks, imported, .. } = draft;
            let made = match recipe {
                Recipe::Made => Instance::making(&mut views),
                _ => None,
            };
            let place = match kind {
                ProviderKind::Scoped | ProviderKind::Input => {
                    scoped += 1;
                    Place::Scope(scoped - 1)
                }
                ProviderKind::Resource => Place::Resource(Opened::default()),
                ProviderKind::Factory => Place::New,
                _ => match imported.filter(|_| !is_overridden) {
                    Some(imported) => Place::Imported(Slot::new(), imported.ask),
                    None => Place::Root,
                },
            };
            let entry = Entry { place, recipe, views, hooks, links, is_overridden };
            cells.push(Cell::of(&entry, made));
            entries.push(entry);
        }
        for entry in collected {
            cells.push(Cell::of(&entry, None));
            entries.push(entry);
        }
        let of = |form: Form| {
            let found = bindings
                .iter()
                .filter(move |(binding, _)| binding.form == form && binding.qualifier.is_none());
            found.map(|(binding, spot)| (binding.service, *spot)).collect::<Vec<_>>()
        };
        DynamicContainer {
            graph,
            in_effect,
            links: all_links.into(),
            shared: TypeTable::of(&of(Form::Shared)),
            owned: TypeTable::of(&of(Form::Owned)),
            cells: cells.into(),
            entries: entries.into(),
            bindings,
            order: BuildOrder::new(),
            needs_scope: all_that_need_scope(in_effect),
            scoped,
            home: Home::new(),
            is_closed: AtomicBool::new(false),
        }
    }
}

impl Collected {
    fn entry(self, drafts: &[Draft]) -> Entry {
        let elements = self.elements.into_iter().map(|(entry, contribution)| Element {
            target: spot(Form::Shared, Target { entry, view: contribution.view }, drafts),
            key: contribution.key.map(|it| it.value),
        });
        Entry {
            place: Place::Collection(elements.collect()),
            recipe: Recipe::Made,
            views: Vec::new(),
            hooks: Hooks::default(),
            links: Box::default(),
            is_overridden: false,
        }
    }
}

/// Describes a provider, and finds who provides what it needs.
fn describe(draft: &Draft, selected: &Selected) -> (NodeDraft, Vec<Vec<Spot>>) {
    let mut links = Vec::new();
    let mut constructors = Vec::new();
    for constructor in &draft.constructors {
        let mut of = Vec::new();
        let mut dependencies = Vec::new();
        for dependency in constructor.dependencies() {
            let found = find(dependency, &selected.bindings);
            of.push(found.map_or(Spot::NOWHERE, |(form, to)| spot(form, to, &selected.drafts)));
            dependencies.push(dependency.provided_by(found.map(|(_, to)| to.entry)));
        }
        links.push(of);
        constructors.push((*constructor, dependencies));
    }
    let mut node = Node::registered(draft.name, draft.kind, draft.type_name, draft.location)
        .qualified_by(draft.qualifier.map(|it| it.name))
        .opened_in_scope(draft.is_async && draft.kind == ProviderKind::Scoped);
    if draft.is_eager || draft.hooks.start.is_some() || draft.hooks.stop.is_some() {
        node = node.eager();
    }
    if let Some(imported) = &draft.imported {
        node = node.imported(imported.graph, imported.target);
    }
    let Hooks { start, stop, close, .. } = &draft.hooks;
    let hooks = [("started", start), ("stopped", stop), ("closed", close)];
    let hooks = hooks.into_iter().filter_map(|(what, hook)| Some((what, hook.as_ref()?.name)));
    let views = draft.views.iter().zip(&draft.is_bound).skip(1);
    let views = views.filter(|(_, is_bound)| **is_bound).map(|(view, _)| view.type_name);
    (NodeDraft { node, views: views.collect(), hooks: hooks.collect(), constructors }, links)
}

/// Who provides what a dependency asks for.
fn find(dependency: &Dependency, bindings: &HashMap<Binding, Target>) -> Option<(Form, Target)> {
    let binding = dependency.wanted()?.binding;
    Some((binding.form, *bindings.get(&binding)?))
}

/// Where what is asked for in this form is.
fn spot(asked: Form, to: Target, drafts: &[Draft]) -> Spot {
    let spot = Spot::from(to);
    let view = drafts.get(to.entry).and_then(|it| it.views.get(to.view));
    match view {
        Some(view) if asked == Form::Shared && view.binding.form == Form::Boxed => spot.boxed(),
        _ => spot,
    }
}

fn describe_collection(drafts: &[Draft], collection: &Collected) -> NodeDraft {
    let CollectionDraft { asked_as, location, .. } = collection.draft;
    let elements = collection.elements.iter().map(|(entry, contribution)| {
        let name = match &contribution.key {
            Some(key) => kept(key.shown.clone()),
            None => drafts[*entry].name,
        };
        Dependency::contributed(asked_as, name, contribution.element, *entry, contribution.location)
    });
    let elements: Vec<Dependency> = elements.collect();
    let name = super::draft::short(asked_as());
    let constructor = Constructor::new("", Role::Builds, &[]);
    NodeDraft {
        node: Node::registered(name, ProviderKind::Collection, asked_as, location),
        views: Vec::new(),
        hooks: Vec::new(),
        constructors: vec![(constructor, elements)],
    }
}

impl Seen {
    /// Whether it lends what it gives out.
    pub(super) fn is_lent(&self) -> bool {
        !matches!(self, Self::Making(_))
    }
}
