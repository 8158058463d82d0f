//! Which registrations count, and who overrides, wraps and renames them.

use std::collections::HashMap;

use super::Target;
use super::draft::{Draft, Standing};
use super::problem::{Problem, ProblemKind, place};
use super::similar::{Known, Lost, Why};
use super::wrapping::CollectionDraft;
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
