//! Which registrations count, and who overrides, wraps and renames them.

use std::collections::HashMap;
use std::sync::Arc;

use super::Target;
use super::draft::{Draft, Standing};
use super::overriding::Override;
use super::problem::{Problem, ProblemKind, a, place};
use super::recipe::{Erased, Recipe, Seen};
use super::similar::{Known, Lost, Why};
use super::wrapping::{Alias, CollectionDraft, Decoration};
use crate::graph::{Constructor, ProviderKind, Role};
use crate::key::{Binding, Form};
use crate::name::Short;

/// The registrations that count, and who provides what.
#[derive(Default)]
pub(super) struct Selected {
    pub(super) drafts: Vec<Draft>,
    pub(super) is_overridden: Vec<bool>,
    pub(super) lost: Vec<Lost>,
    pub(super) bindings: HashMap<Binding, Target>,
    pub(super) collections: Vec<CollectionDraft>,
    pub(super) problems: Vec<Problem>,
}

impl Selected {
    /// Takes those whose condition holds and that give way to no other.
    pub(super) fn of(drafts: Vec<Draft>) -> Self {
        let mut this = Self::default();
        let mut candidates: Vec<Option<Draft>> = Vec::new();
        for draft in drafts {
            if !draft.is_enabled {
                this.lose(draft, Why::Condition);
                continue;
            }
            if draft.standing == Standing::Replaces {
                this.replace(&draft, &mut candidates);
            }
            candidates.push(Some(draft));
        }
        this.take_fallbacks(candidates);
        this.is_overridden = vec![false; this.drafts.len()];
        this.bind();
        this
    }

    pub(super) fn known(&self) -> Known<'_> {
        Known {
            drafts: &self.drafts,
            is_overridden: &self.is_overridden,
            lost: &self.lost,
            collections: &self.collections,
        }
    }

    fn lose(&mut self, draft: Draft, why: Why) {
        self.lost.push(Lost { draft, why });
    }

    /// Takes those out of which `draft` takes the place.
    fn replace(&mut self, draft: &Draft, candidates: &mut [Option<Draft>]) {
        let keys: Vec<Binding> = draft.keys().map(|(_, key)| key).collect();
        let mut any = false;
        for candidate in candidates {
            let shares = |it: &Draft| it.keys().any(|(_, key)| keys.contains(&key));
            if candidate.as_ref().is_some_and(shares) {
                if let Some(replaced) = candidate.take() {
                    any = true;
                    self.lose(replaced, Why::ReplacedBy(draft.name));
                }
            }
        }
        if !any {
            let asked: Vec<_> =
                draft.keys().map(|(at, key)| draft.asked_as(at, key.form)).collect();
            let message = format!(
                "`{}` replaces nothing: nobody provides `{}` before it",
                draft.name,
                asked.join("` or `")
            );
            let mut problem = Problem::new(ProblemKind::NothingReplaced, message)
                .at(registered(draft), draft.location);
            for Lost { draft, why } in &self.lost {
                if draft.keys().any(|(_, key)| keys.contains(&key)) {
                    let at = place(draft.location);
                    problem = problem.similar(format!("`{}` does, but {why} {at}", draft.name));
                }
            }
            let help = if problem.similar_to().is_empty() {
                "remove `.replace()`, register it after what it replaces, or provide it as that: \
                 `.provides::<..>(|it| it)`"
            } else {
                "remove `.replace()`, or put the same condition on it: `.when(..)`"
            };
            self.problems.push(problem.help(help));
        }
    }

    /// Takes those out that give way to another, and keeps the rest.
    fn take_fallbacks(&mut self, candidates: Vec<Option<Draft>>) {
        let firm: HashMap<Binding, &'static str> = candidates
            .iter()
            .flatten()
            .filter(|it| it.standing != Standing::Fallback)
            .flat_map(|it| it.keys().map(|(_, key)| (key, it.name)))
            .collect();
        for draft in candidates.into_iter().flatten() {
            let other = draft.keys().find_map(|(_, key)| firm.get(&key).copied());
            match other.filter(|_| draft.standing == Standing::Fallback) {
                Some(other) => self.lose(draft, Why::FallbackOf(other)),
                None => self.drafts.push(draft),
            }
        }
    }

    /// Notes who provides what, and which keys more than one provides.
    fn bind(&mut self) {
        // Who else wants each key, in order.
        let mut contested: Vec<(Binding, Vec<usize>)> = Vec::new();
        for (entry, draft) in self.drafts.iter().enumerate() {
            for (view, key) in draft.keys() {
                let first = *self.bindings.entry(key).or_insert(Target { entry, view });
                if first.entry == entry {
                    continue;
                }
                match contested.iter_mut().find(|(it, _)| *it == key) {
                    Some((_, entries)) => entries.push(entry),
                    None => contested.push((key, vec![first.entry, entry])),
                }
            }
        }
        // Keys of which the same ones have been registered are one problem.
        let mut duplicates: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
        for (key, entries) in contested {
            let Target { entry, view } = self.bindings[&key];
            let name = format!("`{}`", self.drafts[entry].asked_as(view, key.form));
            match duplicates.iter_mut().find(|(it, _)| *it == entries) {
                Some((_, keys)) => keys.push(name),
                None => duplicates.push((entries, vec![name])),
            }
        }
        for (entries, keys) in duplicates {
            let first = &self.drafts[entries[0]];
            let qualifier = with_qualifier(first.qualifier.map(|it| (it.name)()));
            let (are, one) = if keys.len() == 1 { ("is", "one") } else { ("are", "one provider") };
            let (times, help) = match entries.len() {
                2 => (
                    "twice".to_owned(),
                    format!(
                        "remove {one}, tell them apart with `.qualified::<..>()`, or let the \
                         second `.replace()` the first"
                    ),
                ),
                many => (
                    format!("{many} times"),
                    "remove all but one, or tell them apart with `.qualified::<..>()`".to_owned(),
                ),
            };
            let message = format!("{}{qualifier} {are} provided {times}", keys.join(" and "));
            let mut problem = Problem::new(ProblemKind::Duplicate, message);
            for entry in entries {
                let draft = &self.drafts[entry];
                problem = problem.at(registered(draft), draft.location);
            }
            self.problems.push(problem.help(help));
        }
    }

    /// Gives what is registered other keys. Of what another alias provides, an alias may be
    /// said before it.
    pub(super) fn alias_all(&mut self, mut aliases: Vec<Alias>) {
        loop {
            let is_known = |it: &Alias| self.bindings.contains_key(&it.of.binding);
            let (known, unknown): (Vec<_>, Vec<_>) = aliases.into_iter().partition(is_known);
            if known.is_empty() {
                for alias in unknown {
                    self.alias(alias);
                }
                return;
            }
            for alias in known {
                self.alias(alias);
            }
            aliases = unknown;
        }
    }

    /// Gives what is registered another key.
    fn alias(&mut self, Alias { of, coerce, view, location, name }: Alias) {
        let Some(Target { entry, view: seen }) = self.bindings.get(&of.binding).copied() else {
            let message =
                format!("no provider for `Arc<{}>`, which has an alias", Short(of.service));
            let problem = Problem::new(ProblemKind::UnknownAlias, message);
            let by = format!("to be provided as `{}`, too", Short(name));
            self.problems.push(self.known().suggest(problem.at(by, location), &of));
            return;
        };
        let draft = &mut self.drafts[entry];
        // What is seen as a trait already is seen as that first.
        let of = match &draft.views[seen].of {
            Seen::Making(_) => {
                let service = Short(name);
                let problem = Problem::new(ProblemKind::UnknownAlias, "a factory has no alias")
                    .at(format!("to be provided as `{service}`, too"), location)
                    .at(registered(draft), draft.location)
                    .help(format!(
                        "provide it where it is registered: `.provides::<{service}>(|it| it)`"
                    ));
                self.problems.push(problem);
                return;
            }
            Seen::As(first) => {
                let first = Arc::clone(first);
                Arc::new(move |it: &Erased| coerce(&first(it)))
            }
            Seen::Own | Seen::Override(_) => coerce,
        };
        let view = view(Form::Shared, Seen::As(of));
        let (binding, service) = (view.binding, view.service);
        // What is in a collection already is the same when it is asked for alone.
        let found = draft.views.iter().position(|it| it.binding == binding);
        let at = found.unwrap_or_else(|| {
            draft.views.push(view);
            draft.is_bound.push(false);
            draft.views.len() - 1
        });
        draft.is_bound[at] = true;
        let target = Target { entry, view: at };
        if let Some(before) = self.bindings.insert(binding, target) {
            self.bindings.insert(binding, before);
            let other = &self.drafts[before.entry];
            let message = format!("`{}` is provided twice", asked_as(binding.form, service));
            self.problems.push(
                Problem::new(ProblemKind::Duplicate, message)
                    .at(registered(other), other.location)
                    .at(format!("an alias of `{}`", self.drafts[entry].name), location)
                    .help("remove one"),
            );
        }
    }

    /// Wraps what is registered.
    pub(super) fn decorate(&mut self, decoration: Decoration) {
        let Decoration { of, qualifier, decorate, name, dependencies, location } = decoration;
        let mut key = of;
        key.binding.qualifier = qualifier.map(|it| it.id);
        key.qualifier = qualifier.map(|it| (it.name)());
        let what = format!("decorated by `{name}`");
        let Some(Target { entry, view }) = self.bindings.get(&key.binding).copied() else {
            let qualifier = with_qualifier(key.qualifier);
            let message = format!(
                "no provider for `Arc<{}>`{qualifier}, which is decorated",
                Short(key.service)
            );
            let problem = Problem::new(ProblemKind::UnknownDecorated, message).at(what, location);
            self.problems.push(self.known().suggest(problem, &key));
            return;
        };
        let draft = &mut self.drafts[entry];
        // What is opened is closed as it was opened, and what wraps it could fail in between.
        if matches!(draft.recipe, Recipe::Made | Recipe::Input | Recipe::Opened(_)) {
            let is_opened = draft.is_async && draft.kind == ProviderKind::Scoped;
            let opened = if is_opened { " that is opened" } else { "" };
            let message = format!("{}{opened} cannot be decorated", a(draft.kind));
            self.problems.push(
                Problem::new(ProblemKind::UnknownDecorated, message)
                    .at(what, location)
                    .at(registered(draft), draft.location)
                    .help("decorate a singleton, or a scoped service that is built at once"),
            );
            return;
        }
        let position = draft.constructors.len();
        draft.constructors.push(Constructor::new(name, Role::Decorates, dependencies));
        draft.views[view].decorators.push((position, decorate));
    }

    /// Puts what a test gives in the place of what is registered.
    pub(super) fn override_all(&mut self, overrides: Vec<Override>) {
        let before = self.bindings.clone();
        for Override { key, with, location, .. } in overrides {
            let Some(target) = before.get(&key.binding).copied() else {
                self.unknown_override(&key, location);
                continue;
            };
            let draft = &mut self.drafts[target.entry];
            let is_made = matches!(draft.recipe, Recipe::Made);
            if is_made != matches!(with, Seen::Making(_)) {
                let service = Short(key.service);
                let message = format!(
                    "`{service}` is {}, so an instance cannot take its place",
                    a(draft.kind)
                );
                self.problems.push(
                    Problem::new(ProblemKind::WrongOverride, message)
                        .at("overridden", location)
                        .at(registered(draft), draft.location)
                        .help(format!(
                            "override what makes it: `.override_boxed_with::<{service}, _>(|| ..)`"
                        )),
                );
                continue;
            }
            if !self.is_overridden[target.entry] {
                self.is_overridden[target.entry] = true;
                self.bindings.retain(|_, it| it.entry != target.entry);
                if !is_made {
                    draft.recipe = Recipe::Overridden;
                }
            }
            draft.views[target.view].of = with;
            draft.views[target.view].decorators.clear();
            for (binding, _) in before.iter().filter(|(_, it)| **it == target) {
                self.bindings.insert(*binding, target);
            }
        }
        self.take_out_of_collections();
    }

    /// Leaves of what is overridden only the views in collections that a test has given.
    fn take_out_of_collections(&mut self) {
        for (entry, draft) in self.drafts.iter_mut().enumerate() {
            if self.is_overridden[entry] {
                let bindings = &self.bindings;
                let is_given = |view| bindings.values().any(|it| *it == Target { entry, view });
                draft.contributions.retain(|it| is_given(it.view));
            }
        }
    }

    fn unknown_override(
        &mut self,
        key: &crate::key::Key,
        location: &'static core::panic::Location<'static>,
    ) {
        let name = asked_as(key.binding.form, key.service);
        let qualifier = with_qualifier(key.qualifier);
        let lost = self.lost.iter().find(|it| it.draft.keys().any(|(_, one)| one == key.binding));
        let problem = match lost {
            Some(Lost { draft, why }) => Problem::new(
                ProblemKind::UnreachableOverride,
                format!("the override of `{name}`{qualifier} reaches nothing"),
            )
            .at("overridden", location)
            .similar(format!(
                "`{}` would provide it, but {why} {}",
                draft.name,
                place(draft.location)
            ))
            .help("remove the override"),
            None => self.known().suggest(
                Problem::new(
                    ProblemKind::UnknownOverride,
                    format!("no provider for `{name}`{qualifier}, which is overridden"),
                )
                .at("overridden", location),
                key,
            ),
        };
        self.problems.push(problem);
    }
}

/// Where a registration comes from, in words.
pub(super) fn registered(draft: &Draft) -> String {
    match draft.origin {
        Some("a closure") => format!("`{}`, registered by a closure", draft.name),
        Some(origin) => format!("`{}`, registered by `{origin}`", draft.name),
        None => format!("`{}`, registered", draft.name),
    }
}

/// A key's qualifier, in words.
pub(super) fn with_qualifier(qualifier: Option<&'static str>) -> String {
    qualifier.map_or_else(String::new, |it| format!(" with the qualifier `{}`", Short(it)))
}

impl Draft {
    /// How a view is asked for.
    fn asked_as(&self, view: usize, form: Form) -> String {
        asked_as(form, self.views[view].service)
    }
}

/// How a key is written.
pub(super) fn asked_as(form: Form, service: &'static str) -> String {
    asked(form, &Short(service).to_string(), false)
}

/// How a key is written: the name of the service is taken as it is.
pub(super) fn asked(form: Form, service: &str, is_lent: bool) -> String {
    match form {
        Form::Shared if is_lent => format!("&{service}"),
        Form::Elements if is_lent => format!("Vec<&{service}>"),
        Form::Shared => format!("Arc<{service}>"),
        Form::Owned => service.to_string(),
        Form::Boxed => format!("Box<{service}>"),
        Form::Elements => format!("Vec<Arc<{service}>>"),
        Form::Entries(_) => format!("HashMap<_, Arc<{service}>>"),
    }
}
