//! What may have been meant by what is missing.

use core::any::TypeId;
use core::fmt;

use super::advice;
use super::draft::{Draft, bare};
use super::problem::{Problem, ProblemKind, a, place};
use super::wrapping::CollectionDraft;
use crate::key::{Form, Key};
use crate::name::Short;

/// How close two names have to be.
const CLOSE: f64 = 0.88;
/// How many are told.
const MOST_TOLD: usize = 3;

/// A registration that provides nothing.
pub(super) struct Lost {
    pub(super) draft: Draft,
    pub(super) why: Why,
}

/// Why it provides nothing.
pub(super) enum Why {
    Condition,
    ReplacedBy(&'static str),
    FallbackOf(&'static str),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Condition => f.write_str("its condition does not hold"),
            Self::ReplacedBy(other) => write!(f, "is replaced by `{other}`"),
            Self::FallbackOf(other) => write!(f, "is a fallback, and `{other}` took its place"),
        }
    }
}

/// What is registered, as far as it may have been meant.
pub(super) struct Known<'l> {
    pub(super) drafts: &'l [Draft],
    pub(super) is_overridden: &'l [bool],
    pub(super) lost: &'l [Lost],
    pub(super) collections: &'l [CollectionDraft],
}

impl Known<'_> {
    /// Says what is missing, what may have been meant, and the way out.
    pub(super) fn missing(&self, key: &Key, shown: &str) -> Problem {
        self.suggest(Problem::new(ProblemKind::Missing, format!("no provider for {shown}")), key)
    }

    /// Adds what may have been meant by a key, and the way out.
    pub(super) fn suggest(&self, mut problem: Problem, key: &Key) -> Problem {
        let registered = self.drafts.iter().zip(self.is_overridden);
        let mut found: Vec<Suggestion> = registered
            .filter_map(|(draft, is_overridden)| {
                let overridden = if *is_overridden { overridden(key, draft) } else { None };
                overridden.or_else(|| self.compare(key, draft, problem.kind()))
            })
            .chain(self.lost.iter().filter_map(|it| lost(key, it)))
            .chain(self.collections.iter().filter_map(|it| collection(key, it)))
            .collect();
        found.sort_by_key(|it| it.likeness);
        let best = found.first().map(|it| it.likeness);
        found.retain(|it| Some(it.likeness) == best);
        found.truncate(MOST_TOLD);
        let mut ways: Vec<String> = Vec::new();
        for Suggestion { text, help, .. } in found {
            problem = problem.similar(text);
            ways.extend(help.filter(|it| !ways.contains(it)));
        }
        if ways.is_empty() {
            ways.push(match problem.kind() {
                ProblemKind::UnknownOverride => advice::name_overridden(key),
                _ => advice::register(key),
            });
        }
        ways.into_iter().fold(problem, Problem::help)
    }

    /// Whether some registration of a service is seen as what is asked for.
    fn implements(&self, service: TypeId, asked: TypeId) -> bool {
        let mut all = self.drafts.iter().chain(self.lost.iter().map(|it| &it.draft));
        all.any(|it| {
            it.views[0].binding.service == service
                && it.views.iter().any(|view| view.binding.service == asked)
        })
    }

    /// How one is like what is missing.
    fn compare(&self, key: &Key, draft: &Draft, of: ProblemKind) -> Option<Suggestion> {
        let at = place(draft.location);
        let asked = key.binding.service;
        let mut views = draft.views.iter().zip(&draft.is_bound);
        if let Some((view, is_bound)) = views.find(|(it, _)| it.binding.service == asked) {
            return Some(same_service(key, draft, (view.binding.form, *is_bound), of));
        }
        if is_trait(key.service) && self.implements(draft.views[0].binding.service, asked) {
            let (service, wanted) = (Short(key.service), bare(key.service));
            let text = format!(
                "`{}` is registered {at}; it implements `{wanted}`, but is not provided as \
                 `{service}`",
                draft.name
            );
            return Some(Suggestion::new(Likeness::View, text, Some(advice::provide(key, draft))));
        }
        similar_name(key, draft, &at).or_else(|| fake(key, draft, &at, of))
    }
}

struct Suggestion {
    likeness: Likeness,
    text: String,
    help: Option<String>,
}

/// How likely something was meant, the likeliest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same service in another form, or with another qualifier.
    Service,
    /// It would be there, but for something else that is said.
    Lost,
    /// What implements the trait, or is only in a collection.
    View,
    /// Another type with the same name.
    Name,
    /// What may implement the trait, by its name.
    Perhaps,
    /// A type with a close name.
    Close,
}

impl Suggestion {
    fn new(likeness: Likeness, text: String, help: Option<String>) -> Self {
        Self { likeness, text, help }
    }
}

/// How one that a test has overridden is like what is missing.
fn overridden(key: &Key, draft: &Draft) -> Option<Suggestion> {
    if draft.taken_out_of.contains(&key.binding) {
        let (at, service) = (place(draft.location), Short(key.service));
        let text = format!("`{}`, which was in it, is overridden {at}", draft.name);
        let help =
            format!("override it as what is in the collection: `.override_with::<{service}>(..)`");
        return Some(Suggestion::new(Likeness::Service, text, Some(help)));
    }
    draft.keys().find(|(_, it)| *it == key.binding)?;
    let text = format!(
        "`{}`, which would provide it, is overridden under another key {}",
        draft.name,
        place(draft.location)
    );
    Some(Suggestion::new(Likeness::Service, text, Some(advice::override_too(key))))
}

/// How one that provides nothing is like what is missing.
fn lost(key: &Key, Lost { draft, why }: &Lost) -> Option<Suggestion> {
    draft.keys().find(|(_, it)| *it == key.binding)?;
    let text = format!("`{}` would provide it, but {why} {}", draft.name, place(draft.location));
    Some(Suggestion::new(Likeness::Lost, text, Some(advice::revive(key, why))))
}

/// How a collection is like one that is missing.
fn collection(key: &Key, draft: &CollectionDraft) -> Option<Suggestion> {
    let (asked, has) = (key.binding, draft.key.binding);
    if asked.service != has.service {
        return None;
    }
    let (service, collection) = (Short(key.service), Short((draft.asked_as)()));
    let how = match (asked.form, has.form) {
        (Form::Elements, Form::Entries(_)) => "its elements have keys",
        (Form::Entries(_), Form::Elements) => "its elements have no keys",
        (Form::Entries(_), Form::Entries(_)) => "its keys are of another type",
        _ => return None,
    };
    let put = match asked.form {
        Form::Elements => format!("`.contributes::<{service}>(|it| it)`"),
        _ => format!("`.contributes_as::<_, {service}>(key, |it| it)`"),
    };
    let text = format!("there is a `{collection}` {}: {how}", place(draft.location));
    let help = format!("ask for a `{collection}`, or put the elements into the other, too: {put}");
    Some(Suggestion::new(Likeness::Service, text, Some(help)))
}

/// Why one of the same service is not what is missing.
fn same_service(
    key: &Key,
    draft: &Draft,
    (form, is_bound): (Form, bool),
    of: ProblemKind,
) -> Suggestion {
    let (service, at) = (Short(key.service).to_string(), place(draft.location));
    let asks_one = matches!(key.binding.form, Form::Shared | Form::Owned | Form::Boxed);
    if asks_one && !is_bound {
        let text = format!("`{}` is put into the collection of `{service}` {at}", draft.name);
        let alone = format!("provide it alone, too: `.provides::<{service}>(|it| it)`");
        let help = match of {
            ProblemKind::Missing => format!("ask for a `Vec<Arc<{service}>>`, or {alone}"),
            _ => alone,
        };
        return Suggestion::new(Likeness::View, text, Some(help));
    }
    if !asks_one {
        let text = format!("`{}` provides `{service}` {at}, but is in no collection", draft.name);
        let help = match key.binding.form {
            Form::Entries(_) => format!("`.contributes_as::<_, {service}>(key, |it| it)`"),
            _ => format!("`.contributes::<{service}>(|it| it)`"),
        };
        let help = format!("put it into the collection: {help}");
        return Suggestion::new(Likeness::View, text, Some(help));
    }
    let (text, help) = if draft.qualifier.map(|it| it.id) == key.binding.qualifier {
        let text = format!("`{service}` is registered as {} {at}", a(draft.kind));
        let help = match of {
            ProblemKind::UnknownOverride => advice::override_as(&service, form),
            ProblemKind::UnknownAlias => advice::seen_anew(&service),
            _ => advice::ask_otherwise(key, draft.kind, form, &service),
        };
        (text, help)
    } else {
        let has = draft.qualifier.map(|it| Short((it.name)()));
        let text = match &has {
            Some(qualifier) => format!("`{service}` has the qualifier `{qualifier}` {at}"),
            None => format!("`{service}` has no qualifier {at}"),
        };
        (text, advice::qualify(key, form, has, of))
    };
    Suggestion::new(Likeness::Service, text, Some(help))
}

/// What an instance may be to take the place of, by its name: of a `Mailer` a `FakeMailer`.
fn fake(key: &Key, draft: &Draft, at: &str, of: ProblemKind) -> Option<Suggestion> {
    if of != ProblemKind::UnknownOverride || is_trait(key.service) {
        return None;
    }
    let bound = draft.views.iter().zip(&draft.is_bound).filter(|(_, is_bound)| **is_bound);
    let mut services = bound.map(|(view, _)| (view.service, view.binding.form));
    let (service, form) = services
        .find(|(service, _)| is_trait(service) && bare(key.service).contains(bare(service)))?;
    let service = Short(service).to_string();
    let text = format!(
        "`{}` provides `{service}` {at}; perhaps `{}` is to take its place",
        draft.name,
        Short(key.service)
    );
    Some(Suggestion::new(Likeness::Perhaps, text, Some(advice::override_as(&service, form))))
}

/// How the names of one are like that of what is missing.
fn similar_name(key: &Key, draft: &Draft, at: &str) -> Option<Suggestion> {
    let wanted = bare(key.service);
    let bound = draft.views.iter().zip(&draft.is_bound).filter(|(_, is_bound)| **is_bound);
    let mut names = bound.map(|(view, _)| view.service);
    let alike =
        names.clone().find(|has| is_trait(has) == is_trait(key.service) && bare(has) == wanted);
    if let Some(has) = alike {
        let (mut one, mut other) = (Short(has).to_string(), Short(key.service).to_string());
        if one == other {
            (one, other) = (has.to_owned(), key.service.to_owned());
        }
        let text = format!("`{one}` is registered {at}, which is another type than `{other}`");
        return Some(Suggestion::new(Likeness::Name, text, None));
    }
    let has = (draft.type_name)();
    if is_trait(key.service) && !is_trait(has) && bare(has).contains(wanted) {
        let text = format!(
            "`{}` is registered {at}; perhaps it implements `{wanted}`, but it is not provided as \
             `{}`",
            draft.name,
            Short(key.service),
        );
        return Some(Suggestion::new(Likeness::Perhaps, text, Some(advice::provide(key, draft))));
    }
    let close = names.find(|has| {
        is_trait(has) == is_trait(key.service) && strsim::jaro_winkler(wanted, bare(has)) >= CLOSE
    })?;
    let text = format!("`{}` is registered {at}", Short(close));
    Some(Suggestion::new(Likeness::Close, text, None))
}

pub(super) fn is_trait(service: &str) -> bool {
    service.starts_with("dyn ")
}
