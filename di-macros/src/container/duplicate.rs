//! Two providers of one key.

use std::collections::HashMap;

use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::{Container, Kind, Provider};
use crate::errors::Errors;
use crate::types::{argument_of, last_segment, types};

/// Reports the providers of a key that an earlier field provides already.
///
/// Types are compared as they are written. What only the compiler can see to be
/// equal, through an alias, it reports itself.
pub(super) fn find(container: &mut Container<'_>, errors: &mut Errors) {
    let mut known = Known { container: container.ident, keys: HashMap::new() };
    for provider in &mut container.providers {
        let (service, field) = (provider.service, provider.field);
        let qualifier = provider.qualifier.map(written).unwrap_or_default();
        let qualifier = Some(qualifier.as_str());
        if !provider.only_collected {
            let keys = keys(provider, service);
            provider.duplicate = known.report(keys, service, qualifier, field, errors);
        }
        let views = core::mem::take(&mut provider.views);
        for view in views {
            // Within the field, the macro has looked already.
            let keys = keys(provider, &view);
            if !known.report(keys, &view, qualifier, field, errors) {
                provider.views.push(view);
            }
        }
    }
    for import in &mut container.imports {
        for key in &mut import.keys {
            let keys = vec![imported(&key.ty)];
            key.duplicate = known.report(keys, &key.ty, None, import.field, errors);
        }
    }
    // What a broken field was to provide is worth no second error.
    for broken in &mut container.broken {
        let keys = keys(broken, broken.service);
        broken.duplicate = keys.iter().any(|it| known.keys.contains_key(it));
        known.keys.extend(keys.into_iter().map(|it| (it, broken.field)));
    }
}

/// The keys of the fields so far.
struct Known<'i> {
    container: &'i Ident,
    keys: HashMap<String, &'i Ident>,
}

impl<'i> Known<'i> {
    /// Adds the keys under which `field` provides `ty`; reports if one is known. A
    /// provider has a qualifier, perhaps an empty one; an import has none.
    fn report(
        &mut self,
        keys: Vec<String>,
        ty: &Type,
        qualifier: Option<&str>,
        field: &'i Ident,
        errors: &mut Errors,
    ) -> bool {
        let first = keys.iter().find_map(|key| self.keys.get(key));
        let Some(first) = first else {
            self.keys.extend(keys.into_iter().map(|key| (key, field)));
            return false;
        };
        let (container, written) = (self.container, written(ty));
        let by = if *first == field {
            format!("by `{field}`")
        } else {
            format!("by `{first}` and by `{field}`")
        };
        let help = match qualifier {
            None => "remove one".to_owned(),
            Some("") => format!(
                "remove one, or tell them apart by a qualifier: `Singleton<{written}, Second>`"
            ),
            Some(_) => {
                format!("remove one, or give it another qualifier: `Singleton<{written}, Second>`")
            }
        };
        let with = match qualifier {
            None | Some("") => String::new(),
            Some(qualifier) => format!(" with the qualifier `{qualifier}`"),
        };
        errors
            .at(ty, format!("`{container}` provides `{written}`{with} twice: {by}\nhelp: {help}"));
        true
    }
}

/// The keys under which a provider provides `ty`, its service or a trait of it.
fn keys(provider: &Provider<'_>, ty: &Type) -> Vec<String> {
    let text = |it: &dyn ToTokens| it.to_token_stream().to_string();
    let by_value = provider.kind == Kind::Factory && !matches!(ty, Type::TraitObject(_));
    let pointers: &[&str] = match provider.kind {
        Kind::Factory if by_value => &[""],
        Kind::Factory => &["Box", "Arc"],
        _ if provider.is_borrowed() => &["&"],
        _ => &["Arc", "&"],
    };
    let (ty, qualifier) = (text(&ty), provider.qualifier.map(|it| text(&it)).unwrap_or_default());
    pointers.iter().map(|pointer| format!("{pointer} {ty} {qualifier}")).collect()
}

/// The key under which something is imported.
fn imported(ty: &Type) -> String {
    let text = |it: &Type| it.to_token_stream().to_string();
    let named = last_segment(ty).filter(|it| it.ident == "Named");
    let (ty, qualifier) = match named.map(|it| types(&it.arguments)).as_deref() {
        Some(&[key, qualifier]) => (key, text(qualifier)),
        _ => (ty, String::new()),
    };
    for pointer in ["Arc", "Box"] {
        if let Some(pointee) = argument_of(ty, pointer) {
            return format!("{pointer} {} {qualifier}", text(pointee));
        }
    }
    match ty {
        Type::Reference(reference) => format!("& {} {qualifier}", text(&reference.elem)),
        _ => format!(" {} {qualifier}", text(ty)),
    }
}

/// Shows a type as a person would write it.
pub(super) fn written(tokens: impl ToTokens) -> String {
    let spaced = quote!(#tokens).to_string();
    let mut text = String::with_capacity(spaced.len());
    let mut letters = spaced.chars().peekable();
    while let Some(letter) = letters.next() {
        let opened = text.ends_with(['<', '(', '[', '&', '\'', '!', '.']) || text.ends_with("::");
        let closes = letters.peek().is_some_and(|next| "<>(),:;]!.".contains(*next));
        let separated = text.ends_with([',', ';']) || text.ends_with("->");
        if letter != ' ' || separated || !(opened || closes) {
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::written;
    use quote::quote;

    #[test]
    fn types_are_shown_as_they_are_written() {
        assert_eq!(written(quote!(Arc<dyn Clock>)), "Arc<dyn Clock>");
        assert_eq!(written(quote!(a::Repo<User, [u8; 4]>)), "a::Repo<User, [u8; 4]>");
        assert_eq!(written(quote!(PgUsers::connect)), "PgUsers::connect");
        assert_eq!(written(quote!(dyn Fn(u8) -> u8)), "dyn Fn(u8) -> u8");
        assert_eq!(written(quote!(ReserveSeat<'static>)), "ReserveSeat<'static>");
    }
}
