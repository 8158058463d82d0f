//! `Self` by its name.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};

/// Returns `tokens` with `name` in the place of each `Self`; nothing if there is
/// none.
pub(super) fn self_to(tokens: TokenStream, name: &Ident) -> Option<TokenStream> {
    let mut found = false;
    let renamed = rename(tokens, name, &mut found);
    found.then_some(renamed)
}

fn rename(tokens: TokenStream, name: &Ident, found: &mut bool) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => {
                *found = true;
                TokenTree::Ident(Ident::new(&name.to_string(), ident.span()))
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
