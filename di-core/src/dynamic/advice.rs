//! What to write, in words: each is there to be pasted.

use super::draft::Draft;
use super::problem::ProblemKind;
use super::select::asked_as;
use super::similar::{Why, is_trait};
use crate::graph::ProviderKind;
use crate::key::{Form, Key};
use crate::name::Short;

/// The method that registers what is built by itself.
fn method(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Scoped | ProviderKind::Input => "scoped",
        ProviderKind::Factory => "factory",
        ProviderKind::Resource => "resource",
        _ => "singleton",
    }
}

fn qualified(key: &Key) -> String {
    match key.qualifier {
        Some(qualifier) => format!(".qualified::<{}>()", Short(qualifier)),
        None => String::new(),
    }
}

/// If nothing is similar.
pub(super) fn register(key: &Key) -> String {
    let (service, qualified) = (Short(key.service), qualified(key));
    match key.binding.form {
        Form::Shared if is_trait(key.service) => format!(
            "register a type that implements it: \
             `.singleton::<SomeType>().provides::<{service}>(|it| it){qualified}`"
        ),
        Form::Shared => {
            let each = if qualified.is_empty() { "" } else { ", with " };
            let qualified = if qualified.is_empty() { qualified } else { format!("`{qualified}`") };
            format!(
                "register it: `.singleton::<{service}>()`, `.singleton_with(..)` or `.value(..)`\
                 {each}{qualified}"
            )
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
             it empty: `.collection_by::<.., {service}>()`"
        ),
    }
}

/// To have what implements a trait provided as its object, too.
pub(super) fn provide(key: &Key, draft: &Draft) -> String {
    let (service, implementer) = (Short(key.service), Short((draft.type_name)()));
    let as_what = match key.binding.form {
        Form::Elements => format!(".contributes::<{service}>(|it| it)"),
        Form::Entries(_) => format!(".contributes_as::<_, {service}>(key, |it| it)"),
        _ => format!(".provides::<{service}>(|it| it)"),
    };
    let is_made = draft.kind == ProviderKind::Factory;
    let builds_itself = draft.constructors.first().is_some_and(|it| it.name().is_empty());
    let kind = match key.binding.form {
        Form::Owned | Form::Boxed => ProviderKind::Factory,
        Form::Shared if key.is_lent && is_made => ProviderKind::Singleton,
        _ => draft.kind,
    };
    let qualifier = draft.qualifier.map(|it| it.id);
    if builds_itself || kind != draft.kind || qualifier != key.binding.qualifier {
        let rest = qualified(key);
        format!("provide it: `.{}::<{implementer}>(){as_what}{rest}`", method(kind))
    } else {
        format!("provide it: add `{as_what}` where it is registered")
    }
}

/// To say the qualifier that there is, or none.
pub(super) fn qualify(key: &Key, form: Form, has: Option<Short>, of: ProblemKind) -> String {
    let service = Short(key.service);
    let wanted = key.qualifier.map_or_else(String::new, |it| Short(it).to_string());
    match (of, has) {
        (ProblemKind::UnknownOverride, Some(has)) => {
            format!("say which one is overridden: `.qualified::<{has}>()`")
        }
        (ProblemKind::UnknownDecorated, Some(has)) => {
            format!(
                "say which one is decorated: `.decorate_qualified::<{service}, {has}, ..>(|it| it)`"
            )
        }
        (ProblemKind::UnknownAlias, Some(_)) => {
            "an alias is of what has no qualifier: provide it where it is registered, \
             `.provides::<..>(|it| it)`"
                .to_owned()
        }
        (ProblemKind::Missing, Some(has)) => {
            let asked = asked_as(form, key.service);
            format!(
                "ask for it with its qualifier: `#[inject({has})]` on the field, or a \
                 `Named<{asked}, {has}>`"
            )
        }
        (ProblemKind::Missing, None) => {
            format!("add the qualifier: `.qualified::<{wanted}>()`, or ask without it")
        }
        (_, _) => {
            format!("add the qualifier there: `.qualified::<{wanted}>()`, or leave it out here")
        }
    }
}

/// To override something in the form in which it is provided.
pub(super) fn override_as(service: &str, form: Form) -> String {
    let method = match form {
        Form::Owned => format!("`.override_factory_with::<{service}, _>(|| ..)`"),
        Form::Boxed => format!("`.override_boxed_with::<{service}, _>(|| ..)`"),
        _ => format!("`.override_with::<{service}>(..)`"),
    };
    format!("override it as it is provided: {method}")
}

/// If nothing is like what is overridden.
pub(super) fn name_overridden(key: &Key) -> String {
    let method = match key.binding.form {
        Form::Owned => "override_factory_with::<SomeType, _>(|| ..)",
        Form::Boxed => "override_boxed_with::<dyn SomeTrait, _>(|| ..)",
        _ => "override_with::<dyn SomeTrait>(..)",
    };
    format!("name the type or the trait that is registered, `.{method}`, or remove the override")
}

/// To see what is made anew as a trait.
pub(super) fn seen_anew(service: &str) -> String {
    format!(
        "what is made anew each time has no alias: provide it where it is registered, \
         `.factory::<{service}>().provides::<..>(|it| it)`"
    )
}

/// To have something provided that gave way to another.
pub(super) fn revive(key: &Key, why: &Why) -> String {
    let (other, method) = match why {
        Why::Condition => {
            return "let the condition in its `.when(..)` hold, or register another one".to_owned();
        }
        Why::ReplacedBy(other) => (other, "its `.replace()`"),
        Why::FallbackOf(other) => (other, "the `.fallback()`"),
    };
    if is_trait(key.service) {
        let service = Short(key.service);
        format!("let `{other}` provide it, too: `.provides::<{service}>(|it| it)`")
    } else {
        format!("ask for what `{other}` provides, or remove {method}")
    }
}

/// To ask for something in the form in which it is provided, or to provide it in the other.
pub(super) fn ask_otherwise(key: &Key, kind: ProviderKind, form: Form, service: &str) -> String {
    let is_made = matches!(form, Form::Owned | Form::Boxed);
    let made = if form == Form::Boxed { format!("Box<{service}>") } else { service.to_owned() };
    match (key.binding.form, is_made) {
        (Form::Shared, true) if key.is_lent => format!(
            "it is made anew each time, so nobody keeps it to lend it: ask for `{made}`, or \
             register a singleton"
        ),
        (Form::Shared, true) => format!(
            "it is made anew each time: ask for `{made}`, or register `.singleton::<{service}>()`"
        ),
        (Form::Owned, true) => format!("it is made in a box: ask for `{made}`"),
        (_, true) => format!("it is made without a box: ask for `{made}`"),
        (_, false) => {
            let otherwise = match kind {
                ProviderKind::Singleton | ProviderKind::Scoped if is_trait(key.service) => {
                    ", or register a factory".to_owned()
                }
                ProviderKind::Singleton | ProviderKind::Scoped => {
                    format!(", or register `.factory::<{service}>()`")
                }
                _ => String::new(),
            };
            format!("it is kept: ask for `Arc<{service}>` or `&{service}`{otherwise}")
        }
    }
}

/// To override what is overridden under another key.
pub(super) fn override_too(key: &Key) -> String {
    let service = Short(key.service);
    let qualified = qualified(key);
    let method = match key.binding.form {
        Form::Owned => format!(".override_factory_with::<{service}, _>(|| ..)"),
        Form::Boxed => format!(".override_boxed_with::<{service}, _>(|| ..)"),
        _ => format!(".override_with::<{service}>(..)"),
    };
    format!("override this key, too: `{method}{qualified}`")
}
