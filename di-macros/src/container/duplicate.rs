//! Two providers of one key.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use quote::{ToTokens, quote};

use super::{Container, Kind, Provider};
use crate::errors::Errors;

/// Reports the providers of a key that an earlier field provides already.
///
/// Types are compared as they are written. What only the compiler can see to be
/// equal, through an alias, it reports itself.
pub(super) fn find(container: &mut Container<'_>, errors: &mut Errors) {
    let mut fields = HashMap::with_capacity(container.providers.len());
    for later in &mut container.providers {
        match fields.entry(key(later)) {
            Entry::Vacant(place) => {
                place.insert(later.field);
            }
            Entry::Occupied(first) => {
                later.duplicate = true;
                errors.at(
                    later.service,
                    format!(
                        "`{}` provides `{}` twice: by `{}` and by `{}`\n\
                         help: remove one, or give one a type of its own: a struct around it",
                        container.ident,
                        written(later.service),
                        first.get(),
                        later.field,
                    ),
                );
            }
        }
    }
    // What a broken field was to provide is worth no second error.
    for broken in &mut container.broken {
        broken.duplicate = fields.insert(key(broken), broken.field).is_some();
    }
}

/// What tells a provider's keys from another's: the service, and whether it is
/// given by value, as by a factory of a sized type.
fn key(provider: &Provider<'_>) -> (bool, String) {
    let by_value = provider.kind == Kind::Factory && !provider.is_dyn();
    (by_value, provider.service.to_token_stream().to_string())
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
