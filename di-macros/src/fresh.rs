//! Names that the user's item does not use.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::Lifetime;

/// Finds names for generated parameters: the plain one if the user's item does
/// not mention it, else one with underscores.
pub(crate) struct Fresh(Vec<String>);

impl Fresh {
    /// Reads the names that `item` mentions.
    pub(crate) fn new(item: TokenStream) -> Self {
        let mut names = Vec::new();
        collect(item, &mut names);
        Self(names)
    }

    pub(crate) fn ident(&self, wanted: &str) -> Ident {
        Ident::new(&self.name(wanted), Span::call_site())
    }

    pub(crate) fn lifetime(&self, wanted: &str) -> Lifetime {
        Lifetime::new(&format!("'{}", self.name(wanted)), Span::call_site())
    }

    fn name(&self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while self.0.contains(&name) {
            name.insert_str(0, "__");
        }
        name
    }
}

/// Returns a name for a generated local variable, which the user's code can
/// neither see nor be mistaken for.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn collect(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => names.push(ident.to_string()),
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
