//! What is declared to be absent, and asked for all the same.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::{Constructor, Container, Provider};
use super::{head_at, this};
use crate::fresh::local;

/// Provides the key of what is absent under a condition that never holds, and that the
/// compiler names to those who ask.
pub(super) fn asked_anyway(
    container: &Container<'_>,
    provider: &Provider<'_>,
    span: Span,
    key: &TokenStream,
) -> TokenStream {
    let (di, borrow) = (container.crate_path.at(span), &container.borrow);
    let (this, cx, marker) = (this(container), local("cx"), name(provider));
    let (target, method) = match provider.qualifier {
        Some(qualifier) => {
            let target = quote_spanned!(span=> ProvidesNamed<#borrow, #key, #qualifier>);
            (target, quote!(provide_named))
        }
        None => (quote_spanned!(span=> Provides<#borrow, #key>), quote!(provide)),
    };
    let of = quote_spanned!(span=> #di::#target for);
    let bound = quote_spanned!(span=> for<'absent> #marker: #di::__private::Present<#this, #key>);
    let head = head_at(container, span, &quote!(#borrow,), &of, Some(&bound));
    quote_spanned! {span=>
        #head {
            const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::None;

            fn #method(#cx: #di::Context<#borrow, Self>) -> #di::Result<#key> {
                let _ = #cx;
                #di::__private::mistake()
            }
        }
    }
}

/// Stands for the absence of a service, at its field.
pub(super) fn marker(provider: &Provider<'_>) -> Option<TokenStream> {
    let name = name(provider);
    matches!(provider.constructor, Constructor::Absent).then(|| {
        quote_spanned! {provider.service.span()=>
            #[allow(dead_code, non_camel_case_types)]
            struct #name;
        }
    })
}

fn name(provider: &Provider<'_>) -> Ident {
    let name = format_ident!("__{}_is_absent", provider.field.unraw());
    Ident::new(&name.to_string(), provider.service.span())
}
