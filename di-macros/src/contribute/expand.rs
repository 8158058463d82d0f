use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Type;

use super::Contribution;
use crate::crate_path::CratePath;
use crate::fresh::local;

/// What is contributed: a service, or what a function builds.
pub(crate) enum Built<'i> {
    /// A service.
    Itself(&'i TokenStream),
    /// What this function returns.
    By { function: &'i Ident, returns: &'i Type, is_wrapped: bool, is_async: bool },
}

/// Writes what registers it, where a container finds it.
pub(crate) fn expand(
    contribution: &Contribution,
    name: &Ident,
    built: &Built<'_>,
    crate_path: &CratePath,
) -> TokenStream {
    let (di, kind, options) =
        (crate_path.at(name.span()), &contribution.kind, contribution.options());
    let builder = local("builder");
    let registration = match built {
        Built::Itself(service) => quote_spanned!(name.span()=> #builder.#kind::<#service>()),
        Built::By { function, is_wrapped: false, is_async: false, .. }
            if contribution.is_made() =>
        {
            quote_spanned!(name.span()=> #builder.factory_with(#function))
        }
        Built::By { function, returns, is_async, .. } => {
            let method = if *is_async && kind == "scoped" {
                format_ident!("scoped_async", span = name.span())
            } else {
                format_ident!("{kind}_with", span = name.span())
            };
            quote_spanned!(name.span()=> #builder.provide::<#returns>().#method(#function))
        }
    };
    let shown = name.to_string();
    quote! {
        #di::__private::inventory::submit! {
            #di::__private::Contribution::new(
                ::core::module_path!(),
                #shown,
                ::core::line!(),
                |#builder: &mut #di::Builder| {
                    #registration #options;
                },
            )
        }
    }
}
