//! The path by which generated code reaches `di-core`.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

/// `::di_core`, or what `#[container(crate = path)]` says.
pub(crate) struct CratePath(TokenStream);

impl CratePath {
    pub(crate) fn new(path: Option<Path>) -> Self {
        Self(path.map_or_else(|| quote!(::di_core), Path::into_token_stream))
    }

    /// Returns the path as if it was written at `span`. An expression's errors
    /// and its `Location::caller` are where its first token is.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        respan(self.0.clone(), span)
    }
}

impl ToTokens for CratePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// Returns `tokens` as if the user had written them at `span`.
pub(crate) fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                token = Group::new(group.delimiter(), respan(group.stream(), span)).into();
            }
            token.set_span(span);
            token
        })
        .collect()
}
