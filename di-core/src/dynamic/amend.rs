//! What is said of registrations afterwards: other keys, what wraps them, what tests put in
//! their place.

use std::sync::Arc;

use super::Target;
use super::overriding::Override;
use super::problem::{Problem, ProblemKind, a, place};
use super::recipe::{Erased, Recipe, Seen};
use super::select::{Selected, asked_as, registered, with_qualifier};
use super::similar::Lost;
use super::wrapping::{Alias, Decoration};
use crate::graph::{Constructor, ProviderKind, Role};
use crate::key::Form;
use crate::name::Short;

impl Selected {
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
        let is_closed = draft.hooks.close.is_some();
        if is_closed || matches!(draft.recipe, Recipe::Made | Recipe::Input | Recipe::Opened(_)) {
            let opened = match (draft.kind, draft.is_async, is_closed) {
                (ProviderKind::Scoped, true, _) => " that is opened",
                (ProviderKind::Scoped, false, true) => " that is closed",
                _ => "",
            };
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

    /// Tells what is wrong with what was registered, unless it is overridden.
    pub(super) fn tell_of_drafts(&mut self) {
        for (draft, is_overridden) in self.drafts.iter_mut().zip(&self.is_overridden) {
            let problems = core::mem::take(&mut draft.problems);
            self.problems.extend(problems.into_iter().filter(|_| !is_overridden));
        }
    }

    /// Leaves of what is overridden only the views in collections that a test has given.
    fn take_out_of_collections(&mut self) {
        for (entry, draft) in self.drafts.iter_mut().enumerate() {
            if self.is_overridden[entry] {
                let bindings = &self.bindings;
                let is_given = |view| bindings.values().any(|it| *it == Target { entry, view });
                let (given, taken): (Vec<_>, Vec<_>) =
                    draft.contributions.drain(..).partition(|it| is_given(it.view));
                draft.contributions = given;
                draft.taken_out_of.extend(taken.iter().map(|it| it.collection.binding));
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
