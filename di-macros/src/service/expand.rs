use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::Index;

use super::{Field, Service, Source};
use crate::crate_path::respan;
use crate::fresh::local;
use crate::generics::without_defaults;

/// Writes the service's `Construct`.
pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let Service { borrow, container, crate_path: di, .. } = service;
    let needed = || service.fields.iter().filter(|it| matches!(it.source, Source::Container));
    let bounds = needed().map(|Field { ty, span, .. }| {
        let di = di.at(*span);
        quote_spanned!(*span=> #container: #di::Provides<#borrow, #ty>)
    });
    let dependencies = needed().map(|Field { member, ty, span, .. }| {
        let (di, name) = (di.at(*span), name(member));
        quote_spanned!(*span=> #di::Dependency::of::<Self, #ty, #container>(#name))
    });
    let (cx, list) = (local("cx"), local("dependencies"));
    let mut positions = (0_usize..).map(Index::from);
    let fields = service.fields.iter().map(|Field { member, ty, source, span }| match source {
        Source::Container => {
            let at = positions.next();
            quote_spanned!(*span=> #member: #cx.dependency(#list, #at)?)
        }
        Source::Default => {
            quote_spanned!(*span=> #member: <#ty as ::core::default::Default>::default())
        }
        Source::With(expr) => quote!(#member: #expr),
    });
    let fields = quote!(#(#fields,)*);
    let (dependencies_binding, parameter) = if needed().next().is_some() {
        let binding = quote! {
            let #list = <Self as #di::Construct<#borrow, #container>>::DEPENDENCIES;
        };
        (binding, quote!(#cx))
    } else {
        (TokenStream::new(), quote!(_))
    };
    let body = quote! {
        const DEPENDENCIES: &'static [#di::Dependency] = &[#(#dependencies),*];

        #[inline]
        fn construct(
            #parameter: #di::Context<#borrow, #container>,
        ) -> #di::Result<Self> {
            #dependencies_binding
            ::core::result::Result::Ok(Self { #fields })
        }
    };
    implement(service, bounds, &body)
}

/// Writes a `Construct` that needs nothing, so that a mistake in the struct is
/// not reported again where the service is used.
pub(super) fn fallback(service: &Service<'_>) -> TokenStream {
    let Service { borrow, container, crate_path: di, .. } = service;
    let body = quote! {
        const DEPENDENCIES: &'static [#di::Dependency] = &[];

        fn construct(
            _: #di::Context<#borrow, #container>,
        ) -> #di::Result<Self> {
            #di::__private::mistake()
        }
    };
    implement(service, core::iter::empty::<TokenStream>(), &body)
}

fn implement(
    service: &Service<'_>,
    bounds: impl Iterator<Item = impl ToTokens>,
    body: &TokenStream,
) -> TokenStream {
    let Service { ident, generics, borrow, container, crate_path: di, .. } = service;
    let (_, type_generics, where_clause) = generics.split_for_impl();
    let own_predicates = where_clause.map(|it| it.predicates.iter()).into_iter().flatten();
    let own_lifetime = generics.lifetimes().any(|it| it.lifetime == *borrow);
    let borrow_parameter = (!own_lifetime).then(|| quote!(#borrow,));
    let parameters = without_defaults(generics);
    // Where the service cannot be built, the compiler shows this impl and the
    // bound that fails; as the user's code, and so without advice on derives.
    let head = quote! {
        impl<#borrow_parameter #(#parameters,)* #container> #di::Construct<#borrow, #container>
            for #ident #type_generics
    };
    let head = respan(head, ident.span());
    quote_spanned! {ident.span()=>
        #[allow(deprecated)]
        #head
        where
            #container: #di::Container,
            #(#bounds,)*
            #(#own_predicates,)*
        {
            #body
        }
    }
}

/// The field's name as its author wrote it, without `r#`.
fn name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => syn::ext::IdentExt::unraw(ident).to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
