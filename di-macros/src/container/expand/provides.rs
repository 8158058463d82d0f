//! What each provider provides: its keys.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Type, TypeParamBound};

use super::super::{Constructor, Container, Kind, Provider, lifetime};
use super::build::{fill, make};
use super::{absent, constructor_fn, head_at, held, scoped, this, views};
use crate::fresh::local;
use crate::generics::without_defaults;

/// In what form something is given out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    Arc,
    Box,
    Ref,
    /// By value.
    Own,
}

impl Pointer {
    /// `Arc<T>` and so on.
    pub(super) fn to(self, container: &Container<'_>, ty: &Type) -> TokenStream {
        let (di, borrow) = (&container.crate_path, &container.borrow);
        match self {
            Self::Arc => quote!(#di::__private::Arc<#ty>),
            Self::Box => quote!(#di::__private::Box<#ty>),
            Self::Ref if needs_parentheses(ty) => quote!(&#borrow (#ty)),
            Self::Ref => quote!(&#borrow #ty),
            Self::Own => lifetime::borrowed(ty, borrow).to_token_stream(),
        }
    }
}

/// `&'c (dyn Trait + Send)`.
fn needs_parentheses(ty: &Type) -> bool {
    let is_lifetime = |it: &TypeParamBound| matches!(it, TypeParamBound::Lifetime(_));
    match ty {
        Type::TraitObject(object) => {
            object.bounds.len() > 1 || object.bounds.iter().any(is_lifetime)
        }
        _ => false,
    }
}

/// Writes a provider's accessor, and a `Provides` for each of its keys.
pub(super) fn provides(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let constructor = constructor_fn(container, provider);
    let collected = container.collections.iter().flat_map(|it| &it.members);
    let is_collected = collected.clone().any(|it| it.provider == provider.index.index as usize);
    // What is made and given out in one way only, is made where it is asked for.
    let inline = provider.kind == Kind::Factory
        && !provider.is_dyn()
        && provider.views.is_empty()
        && !is_collected
        && !matches!(provider.constructor, Constructor::Absent);
    let accessor = match provider.kind {
        Kind::Value | Kind::Resource => None,
        Kind::Factory if inline => None,
        Kind::Factory => Some(make(container, provider)),
        Kind::Singleton | Kind::Scoped { .. } => Some(fill(container, provider)),
    };
    let accessor = accessor.map(|body| accessor_fn(container, provider, &body));
    let keys = if inline {
        let body = make(container, provider);
        provides_key(
            container,
            provider,
            provider.service.span(),
            Pointer::Own,
            &own_key(container, provider),
            &body,
        )
    } else {
        keys(container, provider)
    };
    let views = views::views(container, provider);
    let marker = absent::marker(provider);
    quote!(#marker #constructor #accessor #keys #views)
}

/// Writes a `Provides` for what a broken field was to provide, so that its mistake
/// is not reported again where that is needed.
pub(super) fn promises(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    if container.is_a_parameter_made(provider) {
        return TokenStream::new();
    }
    let (di, cx) = (&container.crate_path, local("cx"));
    let body = quote!({ let _ = #cx; #di::__private::mistake() });
    let keys = pointers(provider).iter().map(|pointer| {
        let key = pointer.to(container, provider.service);
        provides_key(container, provider, provider.service.span(), *pointer, &key, &body)
    });
    quote!(#(#keys)*)
}

/// In which forms the provider gives out its service.
pub(super) fn pointers(provider: &Provider<'_>) -> &'static [Pointer] {
    match provider.kind {
        Kind::Factory if !provider.is_dyn() => &[Pointer::Own],
        Kind::Factory => &[Pointer::Box, Pointer::Arc],
        Kind::Scoped { borrowed: true, .. } => &[Pointer::Ref],
        Kind::Value | Kind::Singleton | Kind::Resource | Kind::Scoped { .. } => {
            &[Pointer::Arc, Pointer::Ref]
        }
    }
}

fn own_key(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    Pointer::Own.to(container, provider.service)
}

/// Writes the keys of the service itself.
fn keys(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    if provider.only_collected {
        return TokenStream::new();
    }
    let keys = pointers(provider).iter().map(|pointer| {
        let key = pointer.to(container, provider.service);
        let body = obtain(container, provider, *pointer);
        provides_key(container, provider, provider.service.span(), *pointer, &key, &body)
    });
    quote!(#(#keys)*)
}

/// Obtains the service in one form.
pub(super) fn obtain(
    container: &Container<'_>,
    provider: &Provider<'_>,
    pointer: Pointer,
) -> TokenStream {
    let di = &container.crate_path;
    let (cx, of, field) = (local("cx"), path(provider.kind), provider.field);
    let accessor = accessor_name(provider);
    // By path, not as a method: the user may have a trait with one of that name.
    let place = quote!(&#cx.container().#field);
    let lend = if pointer == Pointer::Ref { quote!(lend) } else { quote!(keep) };
    match provider.kind {
        Kind::Factory if pointer == Pointer::Arc => {
            quote!(#accessor(#cx).map(::core::convert::From::from))
        }
        Kind::Factory => quote!(#accessor(#cx)),
        Kind::Value => quote!(::core::result::Result::Ok(#di::Value::#lend(#place))),
        Kind::Resource => {
            let index = &provider.index;
            quote!(#di::Resource::#lend(#place, #cx, #index))
        }
        Kind::Singleton | Kind::Scoped { .. } => {
            let slot = slot(container, provider);
            quote!(#di::#of::#lend(#place, #cx, #slot #accessor))
        }
    }
}

/// The provider's type.
pub(super) fn path(kind: Kind) -> Ident {
    let name = match kind {
        Kind::Value => "Value",
        Kind::Singleton => "Singleton",
        Kind::Resource => "Resource",
        Kind::Scoped { .. } => "Scoped",
        Kind::Factory => "Factory",
    };
    Ident::new(name, Span::call_site())
}

/// Where a scope holds what is scoped: `|slots| &slots.0,`.
pub(super) fn slot(container: &Container<'_>, provider: &Provider<'_>) -> Option<TokenStream> {
    let is_scoped = |it: &&Provider<'_>| matches!(it.kind, Kind::Scoped { .. });
    let mut scoped = container.providers.iter().filter(is_scoped);
    let position = syn::Index::from(scoped.position(|it| it.field == provider.field)?);
    let slots = local("slots");
    Some(quote!(|#slots| &#slots.#position,))
}

/// Writes the implementation for one key: `Provides`, or, if the service is absent,
/// `ProvidesOptional`.
pub(super) fn provides_key(
    container: &Container<'_>,
    provider: &Provider<'_>,
    span: Span,
    pointer: Pointer,
    key: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    if provider.duplicate {
        return TokenStream::new();
    }
    let (di, borrow, index) = (&container.crate_path, &container.borrow, &provider.index);
    let (cx, field, of) = (local("cx"), provider.field, path(provider.kind));
    let is_absent = matches!(provider.constructor, Constructor::Absent);
    let (target, method, returned, body) = match provider.qualifier {
        Some(qualifier) if is_absent => {
            let key = quote!(#di::Named<#key, #qualifier>);
            let body = quote!(#body.map(#di::Named::new));
            (quote!(ProvidesOptional<#borrow, #key>), quote!(provide_optional), key, body)
        }
        None if is_absent => {
            let target = quote!(ProvidesOptional<#borrow, #key>);
            (target, quote!(provide_optional), key.clone(), body.clone())
        }
        Some(qualifier) => {
            let target = quote!(ProvidesNamed<#borrow, #key, #qualifier>);
            (target, quote!(provide_named), key.clone(), body.clone())
        }
        None => (quote!(Provides<#borrow, #key>), quote!(provide), key.clone(), body.clone()),
    };
    let (returned, body) = if is_absent {
        let body = quote! {
            if #di::#of::is_overridden(&#cx.container().#field) {
                #body.map(::core::option::Option::Some)
            } else {
                ::core::result::Result::Ok(::core::option::Option::None)
            }
        };
        (quote!(::core::option::Option<#returned>), body)
    } else {
        (returned, body)
    };
    let at = di.at(span);
    let of = quote_spanned!(span=> #at::#target for);
    // Where the compiler lists what the container provides, it points at the field.
    let head = head_at(container, span, &quote!(#borrow,), &of, None);
    let index =
        if provider.kind == Kind::Resource && pointer == Pointer::Ref && provider.is_closed() {
            let takes_last = scoped::takes_last(container, provider);
            let at = di.at(span);
            quote_spanned!(span=> #at::__private::lent(#index, #takes_last))
        } else {
            quote!(#index)
        };
    let body = quote! {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(#index);

        #[inline]
        fn #method(#cx: #di::Context<#borrow, Self>) -> #di::Result<#returned> {
            #body
        }
    };
    let asked_anyway = is_absent.then(|| absent::asked_anyway(container, provider, span, key));
    quote_spanned!(span=> #head { #body } #asked_anyway)
}

/// The name of the function that the impls for all keys of a provider share.
pub(super) fn accessor_name(provider: &Provider<'_>) -> Ident {
    format_ident!("__build_{}", provider.field.unraw())
}

/// The function that the impls for all keys of a provider share: how it is made.
fn accessor_fn(
    container: &Container<'_>,
    provider: &Provider<'_>,
    body: &TokenStream,
) -> TokenStream {
    let (di, borrow) = (&container.crate_path, &container.borrow);
    let (this, cx, accessor) = (this(container), local("cx"), accessor_name(provider));
    let returned = if provider.kind == Kind::Factory {
        if provider.is_dyn() { held(container, provider) } else { own_key(container, provider) }
    } else {
        let held = held(container, provider);
        quote!(&#borrow #held)
    };
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
