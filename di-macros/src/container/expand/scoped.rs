//! What a scope opens and closes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::{Container, Kind, Provider};
use super::provides::Pointer;
use super::{constructor_call, lifecycle, provides, this};
use crate::crate_path::respan;
use crate::fresh::local;
use crate::generics::without_defaults;

/// What a scope keeps of what it has opened, and how it opens it.
pub(super) fn opening(container: &Container<'_>) -> TokenStream {
    let di = &container.crate_path;
    let may_be_opened = || container.providers.iter().filter(|it| it.may_be_opened());
    let tracking = if container.providers.iter().any(Provider::is_started) {
        quote!(#di::__private::Tracked)
    } else if container.is_shut_down() || may_be_opened().next().is_some() {
        quote!(#di::__private::TrackedLater)
    } else {
        quote!(())
    };
    let tracking = quote!(type Tracking = #tracking; type Link = (););
    if may_be_opened().next().is_none() && !container.is_shut_down() {
        return tracking;
    }
    let overridden = container.providers.iter().filter(|it| it.kind != Kind::Value).map(|it| {
        let (index, field, of) = (&it.index, it.field, provides::path(it.kind));
        quote!(#index => #di::#of::is_overridden(&self.#field),)
    });
    let (cx, index, targets) = (local("cx"), local("index"), local("targets"));
    let opened = may_be_opened().map(|it| open(container, it)).collect::<Vec<_>>();
    let open_in_scope = (!opened.is_empty()).then(|| {
        quote! {
            fn open_in_scope(
                #cx: #di::Context<'_, Self>,
                #index: ::core::primitive::usize,
            ) -> ::core::option::Option<#di::__private::Step<'_>> {
                match #index {
                    #(#opened)*
                    _ => ::core::option::Option::None,
                }
            }

            fn open_before(
                #cx: #di::Context<'_, Self>,
                #targets: #di::__private::Targets,
            ) -> #di::__private::Step<'_> {
                #di::__private::open_before(#cx, #targets)
            }
        }
    });
    let end_within = lifecycle::end_within(container);
    quote! {
        #tracking

        #end_within

        #[allow(clippy::match_single_binding)]
        fn is_overridden(&self, #index: ::core::primitive::usize) -> ::core::primitive::bool {
            match #index {
                #(#overridden)*
                _ => false,
            }
        }

        #open_in_scope
    }
}

fn open(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, index, field) = (&container.crate_path, &provider.index, provider.field);
    let (cx, slot) = (local("cx"), provides::slot(container, provider));
    let constructor = constructor_call(container, provider);
    let close = if provider.closer.is_some() {
        let close = close_fn(container, provider);
        quote!(::core::option::Option::Some(#close))
    } else {
        quote!(::core::option::Option::None)
    };
    quote! {
        #index => #di::__private::open_scoped(
            #cx,
            &#cx.container().#field,
            #index,
            #slot
            (#constructor.1, #constructor.2),
            #close,
        ),
    }
}

/// Refuses to build what has to be opened.
pub(super) fn check_opened(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, index, field, cx) =
        (&container.crate_path, &provider.index, provider.field, local("cx"));
    let constructor = constructor_call(container, provider);
    quote!(#di::__private::check_opened(#cx, &#cx.container().#field, #index, #constructor.1))
}

/// Notes that the scope is to close what was built.
pub(super) fn close_later(
    container: &Container<'_>,
    provider: &Provider<'_>,
    built: &TokenStream,
) -> TokenStream {
    let (di, index, cx) = (&container.crate_path, &provider.index, local("cx"));
    let close = close_fn(container, provider);
    quote!(#di::__private::close_later(#cx, #index, #close, #built))
}

/// The user's closer, as a function for any lifetime.
pub(super) fn close_fn(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, name) = (&container.crate_path, closer_name(provider));
    let (_, arguments, _) = container.generics.split_for_impl();
    let arguments = arguments.as_turbofish();
    let (given, outcome) = (local("given"), local("outcome"));
    quote! {
        #di::__private::CloseFn::new(
            #name #arguments ().0,
            #name #arguments ().1,
            |#given, #outcome| (#name #arguments ().2)(#given, #outcome),
        )
    }
}

/// Whether the user's closer takes the last instance.
pub(super) fn takes_last(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    if !provider.is_closed() {
        return quote!(false);
    }
    let name = closer_name(provider);
    let (_, arguments, _) = container.generics.split_for_impl();
    let arguments = arguments.as_turbofish();
    quote!(#name #arguments ().1.is_last())
}

fn closer_name(provider: &Provider<'_>) -> Ident {
    format_ident!("__closer_{}", provider.field.unraw())
}

/// Writes the user's function that closes something, once.
pub(super) fn closer(container: &Container<'_>, provider: &Provider<'_>) -> Option<TokenStream> {
    let closer = provider.closer.as_deref().filter(|_| provider.is_closed())?;
    let (di, borrow) = (&container.crate_path, &container.borrow);
    let spanned_di = di.at(closer.span());
    let (name, index, service) = (closer_name(provider), &provider.index, provider.service);
    let lent = Pointer::Ref.to(container, service);
    let this = this(container);
    let parameters = without_defaults(container.generics);
    let where_clause = &container.generics.where_clause;
    let head = quote! {
        #[allow(clippy::type_complexity)]
        const fn #name<#borrow, #(#parameters),*>() -> (
            ::core::primitive::bool,
            #di::__private::Takes,
            impl #di::__private::Close<#borrow, #service, #lent>,
        )
        #where_clause
    };
    let head = respan(head, closer.span());
    let call = quote_spanned! {closer.span()=>
        #spanned_di::__private::closer::<#this, #service, #lent, _, _, _>(#index, #closer)
    };
    Some(quote_spanned!(closer.span()=> #head { #call }))
}
