//! Collects a macro's errors, so that the user sees all of them at once.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors {
    found: Option<syn::Error>,
    reported: bool,
}

impl Errors {
    /// Adds a mistake, shown on `tokens`.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl core::fmt::Display) {
        self.add(syn::Error::new_spanned(tokens, message));
    }

    /// Adds a mistake that `syn` found.
    pub(crate) fn add(&mut self, error: syn::Error) {
        match &mut self.found {
            Some(errors) => errors.combine(error),
            None => self.found = Some(error),
        }
    }

    /// Notes a mistake that the compiler reports itself.
    pub(crate) fn reported(&mut self) {
        self.reported = true;
    }

    /// Returns whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_none() && !self.reported
    }

    /// Returns how many there are.
    pub(crate) fn count(&self) -> usize {
        self.found.clone().into_iter().flatten().count()
    }

    /// Returns the `compile_error!`s that show them.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.found.map(syn::Error::into_compile_error).unwrap_or_default()
    }
}
