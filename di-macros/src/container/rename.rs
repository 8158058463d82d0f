//! `Self` by its name.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Returns `tokens` with `name` in the place of each `Self`; nothing if there is
/// none.
pub(super) fn self_to(tokens: TokenStream, name: &Ident) -> Option<TokenStream> {
    let mut found = false;
    let renamed = rename(tokens, name, &mut found);
    found.then_some(renamed)
}

fn rename(tokens: TokenStream, name: &Ident, found: &mut bool) -> TokenStream {
    // An item within a closure has a `Self` of its own.
    let mut in_item = false;
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" && !in_item => {
                *found = true;
                let mut renamed = name.clone();
                renamed.set_span(ident.span());
                TokenTree::Ident(renamed)
            }
            TokenTree::Ident(ident) => {
                in_item |= ident == "impl" || ident == "trait";
                TokenTree::Ident(ident)
            }
            TokenTree::Group(group) if in_item => {
                in_item = group.delimiter() != Delimiter::Brace;
                TokenTree::Group(group)
            }
            TokenTree::Group(group) => {
                let mut renamed =
                    Group::new(group.delimiter(), rename(group.stream(), name, found));
                renamed.set_span(group.span());
                TokenTree::Group(renamed)
            }
            other => other,
        })
        .collect()
}
