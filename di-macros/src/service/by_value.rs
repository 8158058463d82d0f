//! A service that a dynamic container can give out by value.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericParam, Lifetime};

use super::Service;
use crate::fresh::local;
use crate::generics::without_defaults;

/// Writes `ByValue`, and what a dynamic container asks of it: a blanket implementation would
/// overlap that of what is borrowed.
pub(super) fn by_value(service: &Service<'_>) -> TokenStream {
    let Service { ident, generics, borrow, crate_path, .. } = service;
    let di = crate_path.at(ident.span());
    let own_predicates = generics.where_clause.iter().flat_map(|it| &it.predicates);
    let own_predicates: Vec<_> = own_predicates.collect();
    let outlive = generics.type_params().map(|it| {
        let name = &it.ident;
        quote!(#name: 'static)
    });
    let outlive: Vec<_> = outlive.collect();
    let mut predicates = quote!(#(#own_predicates,)* #(#outlive,)*);
    if !predicates.is_empty() {
        predicates = quote!(where #predicates);
    }
    let parameters = without_defaults(generics);
    let without_lifetimes = parameters.iter().filter(|it| !matches!(it, GenericParam::Lifetime(_)));
    let without_lifetimes: Vec<_> = without_lifetimes.collect();
    let forever = Lifetime::new("'static", ident.span());
    let lent = borrowing(service, &forever);
    let own_lifetime = generics.lifetimes().any(|it| it.lifetime == *borrow);
    let parameter = (!own_lifetime).then(|| quote!(#borrow,));
    let borrowed = borrowing(service, borrow);
    let cx = local("cx");
    quote_spanned! {ident.span()=>
        #[automatically_derived]
        #[allow(deprecated)]
        impl<#(#without_lifetimes),*> #di::ByValue for #lent #predicates {
            type Borrowing<#borrow> = #borrowed;
        }
        #[automatically_derived]
        #[allow(deprecated)]
        impl<#parameter #(#parameters),*> #di::Asked<#borrow> for #borrowed #predicates {
            const KEY: fn() -> #di::__private::Key = #di::__private::Key::owned::<#lent>;
            #[inline]
            fn provide(
                #cx: #di::Context<#borrow, #di::DynamicContainer>,
            ) -> #di::Result<#borrowed> {
                #di::__private::by_value::<#lent>(#cx)
            }
        }
    }
}

/// The service, as it borrows for a lifetime.
pub(super) fn borrowing(service: &Service<'_>, lifetime: &Lifetime) -> TokenStream {
    let Service { ident, generics, .. } = service;
    let arguments = generics.params.iter().map(|parameter| match parameter {
        GenericParam::Lifetime(_) => lifetime.to_token_stream(),
        GenericParam::Type(it) => it.ident.to_token_stream(),
        GenericParam::Const(it) => it.ident.to_token_stream(),
    });
    let arguments: Vec<_> = arguments.collect();
    if arguments.is_empty() { quote!(#ident) } else { quote!(#ident<#(#arguments),*>) }
}
