use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::{Constructor, Container, Kind, Provider, lifetime};
use super::{construct, constructor_call, constructor_fn, head, held, this};
use crate::crate_path::respan;
use crate::fresh::local;
use crate::generics::without_defaults;

/// Writes a provider's accessor, and a `Provides` for each of its keys.
pub(super) fn provides(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let constructor = constructor_fn(container, provider);
    let accessor = format_ident!("__build_{}", provider.field.unraw());
    let body = match provider.kind {
        Kind::Factory if !provider.is_dyn() => {
            let service = lifetime::borrowed(provider.service, &container.borrow).to_token_stream();
            let body = make(container, provider);
            let key = provides_key(container, provider, &service, &body);
            return quote!(#constructor #key);
        }
        Kind::Factory => make(container, provider),
        Kind::Value => {
            let keys = keys(container, provider, &accessor).into_iter();
            let keys = keys.map(|(key, body)| provides_key(container, provider, &key, &body));
            return quote!(#(#keys)*);
        }
        Kind::Singleton | Kind::Scoped { .. } => fill(container, provider),
    };
    let accessor_fn = accessor_fn(container, provider, &accessor, &body);
    let keys = keys(container, provider, &accessor).into_iter();
    let keys = keys.map(|(key, body)| provides_key(container, provider, &key, &body));
    quote!(#constructor #accessor_fn #(#keys)*)
}

/// Writes a `Provides` for what a broken field was to provide, so that its mistake
/// is not reported again where that is needed.
pub(super) fn promises(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let keys = if provider.kind == Kind::Factory && !provider.is_dyn() {
        vec![lifetime::borrowed(provider.service, &container.borrow).to_token_stream()]
    } else {
        keys(container, provider, provider.field).into_iter().map(|(key, _)| key).collect()
    };
    let (di, cx) = (&container.crate_path, local("cx"));
    let body = quote!({ let _ = #cx; #di::__private::mistake() });
    let keys = keys.iter().map(|key| provides_key(container, provider, key, &body));
    quote!(#(#keys)*)
}

/// The keys of what is held, each with how it is provided.
fn keys(
    container: &Container<'_>,
    provider: &Provider<'_>,
    accessor: &Ident,
) -> Vec<(TokenStream, TokenStream)> {
    let di = &container.crate_path;
    let (field, service, borrow) = (provider.field, provider.service, &container.borrow);
    let shared = quote!(#di::__private::Arc<#service>);
    let lent = match service {
        syn::Type::TraitObject(object) if object.bounds.len() > 1 => quote!(&#borrow (#service)),
        _ => quote!(&#borrow #service),
    };
    let (cx, of) = (local("cx"), path(provider.kind));
    // By path, not as a method: the user may have a trait with one of that name.
    let place = quote!(&#cx.container().#field);
    match provider.kind {
        Kind::Factory => vec![
            (quote!(#di::__private::Box<#service>), quote!(#accessor(#cx))),
            (shared, quote!(#accessor(#cx).map(::core::convert::From::from))),
        ],
        Kind::Value => vec![
            (shared, quote!(::core::result::Result::Ok(#di::Value::keep(#place)))),
            (lent, quote!(::core::result::Result::Ok(#di::Value::lend(#place)))),
        ],
        Kind::Singleton | Kind::Scoped { .. } => {
            let slot = slot(container, provider);
            let borrowed = (lent, quote!(#di::#of::lend(#place, #cx, #slot #accessor)));
            if let Kind::Scoped { borrowed: true, .. } = provider.kind {
                return vec![borrowed];
            }
            vec![(shared, quote!(#di::#of::keep(#place, #cx, #slot #accessor))), borrowed]
        }
    }
}

/// The provider's type.
fn path(kind: Kind) -> Ident {
    let name = match kind {
        Kind::Value => "Value",
        Kind::Singleton => "Singleton",
        Kind::Scoped { .. } => "Scoped",
        Kind::Factory => "Factory",
    };
    Ident::new(name, Span::call_site())
}

/// Where a scope holds what is scoped: `|slots| &slots.0,`.
fn slot(container: &Container<'_>, provider: &Provider<'_>) -> Option<TokenStream> {
    let is_scoped = |it: &&Provider<'_>| matches!(it.kind, Kind::Scoped { .. });
    let mut scoped = container.providers.iter().filter(is_scoped);
    let position = syn::Index::from(scoped.position(|it| it.field == provider.field)?);
    let slots = local("slots");
    Some(quote!(|#slots| &#slots.#position,))
}

fn provides_key(
    container: &Container<'_>,
    provider: &Provider<'_>,
    key: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    if provider.duplicate {
        return TokenStream::new();
    }
    let (di, borrow, index) = (&container.crate_path, &container.borrow, &provider.index);
    let cx = local("cx");
    let head = head(container, &quote!(#borrow,), &quote!(#di::Provides<#borrow, #key> for));
    let body = quote! {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(#index);

        #[inline]
        fn provide(#cx: #di::Context<#borrow, Self>) -> #di::Result<#key> {
            #body
        }
    };
    // Where the compiler lists what the container provides, it points at the field.
    let span = provider.service.span();
    let head = respan(quote!(#[automatically_derived] #head), span);
    quote_spanned!(span=> #head { #body })
}

/// The function that the impls for all keys of a provider share: how it is made.
fn accessor_fn(
    container: &Container<'_>,
    provider: &Provider<'_>,
    accessor: &Ident,
    body: &TokenStream,
) -> TokenStream {
    let (di, borrow) = (&container.crate_path, &container.borrow);
    let (this, cx) = (this(container), local("cx"));
    let held = held(container, provider);
    let returned = if provider.kind == Kind::Factory { held } else { quote!(&#borrow #held) };
    let parameters = without_defaults(container.generics);
    let where_clause = &container.generics.where_clause;
    let unused = provider.duplicate.then(|| quote!(#[allow(dead_code)]));
    quote! {
        #[inline]
        #unused
        fn #accessor<#borrow, #(#parameters),*>(
            #cx: #di::Context<#borrow, #this>,
        ) -> #di::Result<#returned>
        #where_clause
        {
            #body
        }
    }
}

/// Builds what is held.
fn fill(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (field, index) = (provider.field, &provider.index);
    let build = build(container, provider);
    let slot = slot(container, provider);
    // If what is built borrows, so that it cannot be held, say so on the type;
    // without the `move` the compiler would advise one.
    let (span, moved) = match &provider.constructor {
        Constructor::Type(ty) => (ty.span(), Some(quote!(move))),
        _ => (Span::call_site(), None),
    };
    let (di, cx, of) = (container.crate_path.at(span), local("cx"), path(provider.kind));
    quote_spanned! {span=>
        #di::#of::build(&#cx.container().#field, #cx, #index, #slot #moved |#cx| #build)
    }
}

/// Makes a new one.
fn make(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (field, index) = (provider.field, &provider.index);
    let build = build(container, provider);
    let unbox = (!provider.is_dyn()).then(|| quote!(*));
    let (di, cx, it) = (&container.crate_path, local("cx"), local("it"));
    quote! {
        #di::Factory::make(&#cx.container().#field, #cx, #index, |#it| #unbox #it, |#cx| #build)
    }
}

/// Calls the constructor.
fn build(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let cx = local("cx");
    let made = match &provider.constructor {
        Constructor::Itself => {
            construct(container, &lifetime::inferred(provider.service), "construct")
        }
        Constructor::Type(ty) => construct(container, ty, "construct"),
        Constructor::Function(_, implementation) => {
            let constructor = constructor_call(container, provider);
            let borrowed = matches!(provider.kind, Kind::Scoped { borrowed: true, .. });
            // Then the function returns what is held, or what becomes it.
            if implementation.is_none() && !borrowed {
                return quote!(#constructor.1(#cx));
            }
            quote!(#constructor.1)
        }
        Constructor::Given | Constructor::Broken => {
            let di = &container.crate_path;
            return quote!(#di::__private::mistake());
        }
    };
    // If the service is not what the field wants, say so on the service.
    let span = match &provider.constructor {
        Constructor::Type(ty) => ty.span(),
        Constructor::Function(function, _) => function.span(),
        _ => provider.service.span(),
    };
    let di = container.crate_path.at(span);
    let wrap = match provider.kind {
        Kind::Factory if !provider.is_dyn() => return quote!(#made(#cx)),
        Kind::Scoped { borrowed: true, .. } => return quote!(#made(#cx)),
        Kind::Factory => quote_spanned!(span=> #di::__private::Box::new),
        _ => quote_spanned!(span=> #di::__private::Arc::new),
    };
    // Not `?`: it would be compiled anew for each service.
    let (built, error) = (local("built"), local("error"));
    let wrapped = quote_spanned!(span=> ::core::result::Result::Ok(#wrap(#built)));
    quote_spanned! {span=>
        match #made(#cx) {
            ::core::result::Result::Ok(#built) => #wrapped,
            ::core::result::Result::Err(#error) => ::core::result::Result::Err(#error),
        }
    }
}
