//! What may have been meant by what is missing.

use super::draft::{Draft, short};
use super::problem::{Problem, ProblemKind, place, word};
use crate::graph::ProviderKind;
use crate::key::{Form, Key};
use crate::name::Short;

/// How close two names have to be.
const CLOSE: f64 = 0.88;
/// How many are told.
const MOST_TOLD: usize = 3;

/// A registration that provides nothing, and why.
pub(super) struct Lost {
    pub(super) draft: Draft,
    pub(super) why: String,
}

/// What is registered, as far as it may have been meant.
pub(super) struct Known<'l> {
    pub(super) drafts: &'l [Draft],
    pub(super) is_overridden: &'l [bool],
    pub(super) lost: &'l [Lost],
}

impl Known<'_> {
    /// Says what is missing, what may have been meant, and the way out.
    pub(super) fn missing(&self, key: &Key, asked_as: &'static str) -> Problem {
        let problem =
            Problem::new(ProblemKind::Missing, format!("no provider for `{}`", Short(asked_as)));
        self.suggest(problem, key)
    }

    /// Adds what may have been meant by a key, and the way out.
    pub(super) fn suggest(&self, mut problem: Problem, key: &Key) -> Problem {
        let mut found: Vec<Suggestion> =
            self.drafts
                .iter()
                .zip(self.is_overridden)
                .filter_map(|(draft, is_overridden)| {
                    if *is_overridden { overridden(key, draft) } else { compare(key, draft) }
                })
                .chain(self.lost.iter().filter_map(|it| lost(key, it)))
                .collect();
        found.sort_by_key(|it| it.rank);
        let best = found.first().map(|it| it.rank);
        found.retain(|it| Some(it.rank) == best);
        let help = found.iter().find_map(|it| it.help.clone());
        for suggestion in found.into_iter().take(MOST_TOLD) {
            problem = problem.similar(suggestion.text);
        }
        problem.help(help.unwrap_or_else(|| register(key)))
    }
}

struct Suggestion {
    /// The lower, the likelier.
    rank: u8,
    text: String,
    help: Option<String>,
}

impl Suggestion {
    fn new(rank: u8, text: String, help: Option<String>) -> Self {
        Self { rank, text, help }
    }
}

/// How a provider is written in the way out.
fn method(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Scoped | ProviderKind::Input => "scoped",
        ProviderKind::Factory => "factory",
        _ => "singleton",
    }
}

fn is_trait(service: &str) -> bool {
    service.starts_with("dyn ")
}

/// What to write if nothing is similar.
fn register(key: &Key) -> String {
    let service = Short(key.service);
    let qualified = match key.qualifier {
        Some(qualifier) => format!(".qualified::<{}>()", Short(qualifier)),
        None => String::new(),
    };
    match key.binding.form {
        Form::Shared if is_trait(key.service) => format!(
            "register a type that implements it: \
             `.singleton::<SomeType>().provides::<{service}>(|it| it){qualified}`"
        ),
        Form::Shared => {
            format!("register it: `.singleton::<{service}>(){qualified}`, or `.value(..)`")
        }
        Form::Owned => format!("register it: `.factory::<{service}>(){qualified}`"),
        Form::Boxed if is_trait(key.service) => format!(
            "register a type that implements it: \
             `.factory::<SomeType>().provides::<{service}>(|it| it){qualified}`"
        ),
        Form::Boxed => {
            format!("register a function: `.provide::<{service}>().factory_with(..){qualified}`")
        }
        Form::Elements => format!(
            "put something into it: `.contributes::<{service}>(|it| it)`; or declare it empty: \
             `.collection::<{service}>()`"
        ),
        Form::Entries(_) => format!(
            "put something into it: `.contributes_as::<_, {service}>(key, |it| it)`; or declare \
             it empty: `.collection_by::<_, {service}>()`"
        ),
    }
}

/// How one that a test has overridden is like what is missing.
fn overridden(key: &Key, draft: &Draft) -> Option<Suggestion> {
    draft.views.iter().find(|it| it.binding.service == key.binding.service)?;
    let text = format!(
        "`{}`, which would provide it, is overridden under another key {}",
        draft.name,
        place(draft.location)
    );
    Some(Suggestion::new(0, text, Some("override this key, too".to_owned())))
}

/// How one that provides nothing is like what is missing.
fn lost(key: &Key, lost: &Lost) -> Option<Suggestion> {
    let draft = &lost.draft;
    let mut keys = draft.keys().map(|(_, binding)| binding);
    keys.find(|it| *it == key.binding)?;
    let text =
        format!("`{}` would provide it, but {} {}", draft.name, lost.why, place(draft.location));
    Some(Suggestion::new(1, text, None))
}

/// How one is like what is missing.
fn compare(key: &Key, draft: &Draft) -> Option<Suggestion> {
    let (at, name) = (place(draft.location), draft.name);
    let mut views = draft.views.iter().zip(&draft.is_bound);
    if let Some((view, is_bound)) = views.find(|(it, _)| it.binding.service == key.binding.service)
    {
        return Some(same_service(key, draft, view.binding.form, *is_bound, &at));
    }
    if draft.contributions.iter().any(|it| it.collection.binding.service == key.binding.service) {
        return None;
    }
    let (wanted, has) = (short(bare(key.service)), short((draft.type_name)()));
    if wanted == has && !is_trait(key.service) {
        let text = format!(
            "`{}` is registered {at}, which is another type than `{}`",
            (draft.type_name)(),
            key.service
        );
        return Some(Suggestion::new(3, text, None));
    }
    if is_trait(key.service) && !is_trait((draft.type_name)()) && has.contains(wanted) {
        let service = Short(key.service);
        let text = format!(
            "`{name}` is registered {at}, but not provided as `{service}`; perhaps it implements \
             `{wanted}`"
        );
        let help = format!(
            "provide it: `.{}::<{}>().provides::<{service}>(|it| it)`",
            method(draft.kind),
            Short((draft.type_name)()),
        );
        return Some(Suggestion::new(4, text, Some(help)));
    }
    if strsim::jaro_winkler(wanted, has) >= CLOSE {
        let text = format!("`{}` is registered {at}", Short((draft.type_name)()));
        return Some(Suggestion::new(5, text, None));
    }
    None
}

/// The name of a trait's object without `dyn`.
fn bare(service: &'static str) -> &'static str {
    let service = service.strip_prefix("dyn ").unwrap_or(service);
    service.split(" + ").next().unwrap_or(service)
}

/// Why one of the same service is not what is missing.
fn same_service(key: &Key, draft: &Draft, form: Form, is_bound: bool, at: &str) -> Suggestion {
    let (service, kind) = (Short(key.service).to_string(), word(draft.kind));
    let asks_one = matches!(key.binding.form, Form::Shared | Form::Owned | Form::Boxed);
    if asks_one && !is_bound {
        let text = format!("`{}` is put into the collection of `{service}` {at}", draft.name);
        let help = format!(
            "ask for a `Vec<Arc<{service}>>`, or provide it alone, too: \
             `.provides::<{service}>(|it| it)`"
        );
        return Suggestion::new(2, text, Some(help));
    }
    if !asks_one {
        let text = format!("`{}` provides `{service}` {at}, but puts nothing into it", draft.name);
        let help = match key.binding.form {
            Form::Entries(_) => format!("`.contributes_as::<_, {service}>(key, |it| it)`"),
            _ => format!("`.contributes::<{service}>(|it| it)`"),
        };
        return Suggestion::new(2, text, Some(format!("put it into the collection: {help}")));
    }
    let has = draft.qualifier.map(|it| it.id);
    if has != key.binding.qualifier {
        let (text, help) = if let Some(qualifier) = draft.qualifier {
            let qualifier = Short((qualifier.name)());
            let text = format!("`{service}` has the qualifier `{qualifier}` {at}");
            (text, format!("ask for it with this qualifier: `#[inject({qualifier})]`"))
        } else {
            let text = format!("`{service}` has no qualifier {at}");
            let wanted = key.qualifier.map_or_else(String::new, |it| Short(it).to_string());
            (text, format!("add the qualifier: `.qualified::<{wanted}>()`, or ask without it"))
        };
        return Suggestion::new(0, text, Some(help));
    }
    let is_made = matches!(form, Form::Owned | Form::Boxed);
    let text = format!("`{service}` is registered as a {kind} {at}");
    let help = match (key.binding.form, is_made) {
        (Form::Shared, true) if key.is_lent => format!(
            "it is made anew each time, so nobody keeps it to lend it: ask for `{}`, or register \
             a singleton",
            if form == Form::Owned { service.clone() } else { format!("Box<{service}>") }
        ),
        (Form::Shared, true) => format!(
            "it is made anew each time: ask for `{service}`, or register `.singleton::<{service}>()`"
        ),
        (_, false) => {
            format!("it is kept: ask for `Arc<{service}>` or `&{service}`, or register a factory")
        }
        (Form::Owned, true) => format!("ask for `Box<{service}>`"),
        _ => format!("ask for `{service}`, or provide it in a box: `.provides::<..>(|it| it)`"),
    };
    Suggestion::new(0, text, Some(help))
}
