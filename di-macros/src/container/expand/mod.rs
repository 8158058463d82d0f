//! Writes a container's code: its methods, its graph, and for each provider what
//! it provides.

mod absent;
mod build;
mod collections;
mod graph;
mod imports;
mod lifecycle;
mod methods;
mod provides;
mod scoped;
mod views;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, Type};

use super::{Constructor, Container, Kind, Provider, lifetime};
use crate::crate_path::respan;
use crate::generics::without_defaults;
use crate::types::made_by;

/// Writes the code. If the container is not `valid`, errors are reported
/// besides, and the check that would repeat them is left out.
pub(super) fn expand(container: &Container<'_>, valid: bool) -> TokenStream {
    let methods = methods::methods(container);
    let graph = graph::graph(container, valid);
    let providers = container.providers.iter().map(|it| provides::provides(container, it));
    let closers = container.providers.iter().map(|it| scoped::closer(container, it));
    let imports = container.imports.iter().map(|it| imports::provides(container, it));
    let collections =
        container.collections.iter().map(|it| collections::provides(container, it, valid));
    let broken = container.broken.iter().map(|it| provides::promises(container, it));
    let drop = drop_in_reverse(container);
    let lifecycle = lifecycle::lifecycle(container);
    quote! {
        #[allow(deprecated, non_snake_case, unused_lifetimes)]
        const _: () = {
            #methods
            #graph
            #(#providers)*
            #(#closers)*
            #(#imports)*
            #(#collections)*
            #(#broken)*
            #lifecycle
            #drop
        };
    }
}

/// Writes `impl<..> Trait for App<..> where ..`, with `extra` parameters.
fn head(container: &Container<'_>, extra: &TokenStream, of: &TokenStream) -> TokenStream {
    let ident = container.ident;
    let (_, arguments, where_clause) = container.generics.split_for_impl();
    let parameters = without_defaults(container.generics);
    quote!(impl<#extra #(#parameters),*> #of #ident #arguments #where_clause)
}

/// As [`head`], but where the compiler points at the impl, it points at `span`. In
/// `of`, the user's own tokens stay where they are. `bound` is one more.
fn head_at(
    container: &Container<'_>,
    span: Span,
    extra: &TokenStream,
    of: &TokenStream,
    bound: Option<&TokenStream>,
) -> TokenStream {
    let mut ident = container.ident.clone();
    ident.set_span(span);
    let (_, arguments, where_clause) = container.generics.split_for_impl();
    let parameters = without_defaults(container.generics);
    let where_clause = bound.map_or_else(
        || where_clause.to_token_stream(),
        |bound| {
            let predicates = where_clause.map(|it| it.predicates.iter()).into_iter().flatten();
            quote_spanned!(span=> where #(#predicates,)* #bound)
        },
    );
    quote_spanned! {span=>
        #[automatically_derived]
        impl<#extra #(#parameters),*> #of #ident #arguments #where_clause
    }
}

/// Drops the singletons in reverse order of construction.
fn drop_in_reverse(container: &Container<'_>) -> Option<TokenStream> {
    let di = &container.crate_path;
    let singletons: Vec<&Ident> = container
        .providers
        .iter()
        .filter(|it| it.kind == Kind::Singleton)
        .map(|it| it.field)
        .collect();
    // A single field needs no order.
    if singletons.is_empty() || container.providers.len() + container.imports.len() < 2 {
        return None;
    }
    let head = head(container, &TokenStream::new(), &quote!(::core::ops::Drop for));
    Some(quote! {
        #[automatically_derived]
        #head {
            fn drop(&mut self) {
                #di::__private::release_in_reverse([#(&mut self.#singletons),*]);
            }
        }
    })
}

/// How the container, or a scope, holds a service.
fn held(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, service) = (&container.crate_path, provider.service);
    match provider.kind {
        Kind::Factory if provider.is_dyn() => quote!(#di::__private::Box<#service>),
        Kind::Factory | Kind::Scoped { borrowed: true, .. } => service.to_token_stream(),
        _ => quote!(#di::__private::Arc<#service>),
    }
}

/// `<Users as Construct<'_, App>>::item`, on the user's tokens.
fn construct(container: &Container<'_>, ty: &Type, item: &str) -> TokenStream {
    let di = container.crate_path.at(ty.span());
    let this = this(container);
    let item = Ident::new(item, ty.span());
    let of = if made_by(ty).is_some() {
        quote_spanned!(ty.span()=> #di::__private::ConstructMaker)
    } else {
        quote_spanned!(ty.span()=> #di::Construct)
    };
    quote_spanned!(ty.span()=> <#ty as #of<'_, #this>>::#item)
}

/// `<Logged as ConstructWith<'_, App, Arc<dyn Mailer>>>::item`, on the user's
/// tokens.
fn decorate(
    container: &Container<'_>,
    provider: &Provider<'_>,
    ty: &Type,
    item: &str,
) -> TokenStream {
    let di = container.crate_path.at(ty.span());
    let (this, held) = (this(container), held(container, provider));
    let item = Ident::new(item, ty.span());
    quote_spanned!(ty.span()=> <#ty as #di::ConstructWith<'_, #this, #held>>::#item)
}

/// The container's type. Not `Self`, so that the same code, and the same error,
/// can stand inside and outside of an impl.
fn this(container: &Container<'_>) -> TokenStream {
    let ident = container.ident;
    let arguments = container.generics.split_for_impl().1;
    quote!(#ident #arguments)
}

/// Whether its function may be `async`, or is a resource's.
fn is_opened(provider: &Provider<'_>) -> bool {
    provider.kind == Kind::Resource || provider.may_be_opened()
}

/// The name of the function that holds the user's function or closure.
fn constructor_name(provider: &Provider<'_>) -> Ident {
    format_ident!("__constructor_{}", provider.field.unraw())
}

/// Calls it.
fn constructor_call(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let name = constructor_name(provider);
    let (_, arguments, _) = container.generics.split_for_impl();
    let arguments = arguments.as_turbofish();
    quote!(#name #arguments ())
}

/// Writes the user's function or closure, once, as a pair of its dependencies
/// and of how to call it.
fn constructor_fn(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (function, implementation) = match &provider.constructor {
        Constructor::Function(function, implementation) => (function, implementation),
        Constructor::Select(function, _) => (function, &None),
        Constructor::Itself if provider.kind == Kind::Resource => {
            let (di, span) =
                (container.crate_path.at(provider.service.span()), provider.service.span());
            let (this, service, index) = (this(container), provider.service, &provider.index);
            let call =
                quote_spanned!(span=> #di::__private::open_itself::<#this, #service>(#index));
            return constructor_head(container, provider, span, &call, true, service);
        }
        _ => return TokenStream::new(),
    };
    let (di, borrow) = (&container.crate_path, &container.borrow);
    let spanned_di = di.at(function.span());
    let (this, index) = (this(container), &provider.index);
    let built = match (implementation, provider.kind) {
        // The position of the type that is selected.
        _ if matches!(provider.constructor, Constructor::Select(..)) => {
            quote!(::core::primitive::usize)
        }
        (Some(implementation), _) => implementation.to_token_stream(),
        (None, Kind::Scoped { borrowed: true, .. }) => provider.service.to_token_stream(),
        (None, Kind::Factory) if !provider.is_dyn() => {
            lifetime::borrowed(provider.service, borrow).to_token_stream()
        }
        (None, _) => held(container, provider),
    };
    let service = provider.service;
    if is_opened(provider) {
        let call = quote_spanned! {function.span()=>
            #spanned_di::__private::opener::<#this, #service, _, _, _>(#index, #function)
        };
        return constructor_head(container, provider, function.span(), &call, true, service);
    }
    let call =
        quote_spanned!(function.span()=> #spanned_di::__private::function(#index, #function));
    constructor_head(container, provider, function.span(), &call, false, &built)
}

/// Writes the function that returns what `call` does.
fn constructor_head(
    container: &Container<'_>,
    provider: &Provider<'_>,
    span: Span,
    call: &TokenStream,
    is_opened: bool,
    built: &impl ToTokens,
) -> TokenStream {
    let (di, borrow) = (&container.crate_path, &container.borrow);
    let (name, this) = (constructor_name(provider), this(container));
    let is_async = is_opened.then(|| quote!(::core::primitive::bool,));
    let kind_of = if is_opened { quote!(Opens) } else { quote!(Constructor) };
    let parameters = without_defaults(container.generics);
    let where_clause = &container.generics.where_clause;
    // A mistake in the function is reported for the call and for the returned
    // type; on the same span these are one error.
    let head = quote! {
        #[inline]
        #[allow(clippy::type_complexity)]
        const fn #name<#borrow, #(#parameters),*>() -> (
            &'static [#di::Dependency],
            #is_async
            impl #di::__private::#kind_of<#borrow, #this, #built>,
        )
        #where_clause
    };
    let head = respan(head, span);
    quote_spanned!(span=> #head { #call })
}
