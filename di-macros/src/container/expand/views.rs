//! What a service is seen as: the traits that it is provided as, or put into a
//! collection as.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::{Collection, Container, Kind, Provider};
use super::held;
use super::provides::{Pointer, accessor_name, obtain, pointers, provides_key};
use crate::fresh::local;
use crate::generics::without_defaults;

/// Writes how the service is turned into each of these, and the keys of its traits.
pub(super) fn views(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let views = provider.views.iter().enumerate().map(|(position, view)| {
        let name = view_name(provider, &position.to_string());
        let view_fn = view_fn(container, provider, view, &name);
        let keys = view_keys(container, provider, view, &name);
        quote!(#view_fn #keys)
    });
    let elements = container.collections.iter().filter_map(|collection| {
        let mut members = collection.members.iter();
        members.find(|it| it.provider == provider.index.index as usize)?;
        is_coerced(provider, collection).then(|| {
            let name = element_name(provider, collection);
            view_fn(container, provider, &collection.element, &name)
        })
    });
    quote!(#(#views)* #(#elements)*)
}

/// Writes the keys under which the service is provided as `view`.
fn view_keys(
    container: &Container<'_>,
    provider: &Provider<'_>,
    view: &Type,
    name: &Ident,
) -> TokenStream {
    let pointers = match provider.kind {
        Kind::Factory => &[Pointer::Box, Pointer::Arc],
        _ => pointers(provider),
    };
    let keys = pointers.iter().map(|pointer| {
        let key = pointer.to(container, view);
        let body = viewed(container, provider, *pointer, name);
        provides_key(container, provider, view.span(), *pointer, &key, &body)
    });
    quote!(#(#keys)*)
}

/// Obtains the service and turns it into what it is seen as.
fn viewed(
    container: &Container<'_>,
    provider: &Provider<'_>,
    pointer: Pointer,
    name: &Ident,
) -> TokenStream {
    let (_, arguments, _) = container.generics.split_for_impl();
    let arguments = arguments.as_turbofish();
    let views = quote!(#name #arguments ());
    if provider.kind != Kind::Factory {
        let body = obtain(container, provider, pointer);
        let lent = pointer == Pointer::Ref && !provider.is_borrowed();
        let position = syn::Index::from(usize::from(lent));
        return quote!(#body.map(#views.#position));
    }
    let (accessor, cx) = (accessor_name(provider), local("cx"));
    let boxed = quote!(#accessor(#cx).map(#views.0));
    if pointer == Pointer::Arc { quote!(#boxed.map(::core::convert::From::from)) } else { boxed }
}

/// The function that turns a service into what it is seen as, in each form: in one
/// place, so that a trait that it lacks is one error.
fn view_fn(
    container: &Container<'_>,
    provider: &Provider<'_>,
    view: &Type,
    name: &Ident,
) -> TokenStream {
    let (borrow, span) = (&container.borrow, view.span());
    let it = Ident::new("it", span);
    let coerced = quote_spanned!(span=> |#it| #it);
    let (types, functions) = match provider.kind {
        Kind::Factory => {
            let (from, to) = (held(container, provider), Pointer::Box.to(container, view));
            let di = container.crate_path.at(span);
            let boxed = if provider.is_dyn() {
                coerced
            } else {
                quote_spanned!(span=> |#it| #di::__private::Box::new(#it))
            };
            (vec![quote!(fn(#from) -> #to)], vec![boxed])
        }
        _ => pointers(provider)
            .iter()
            .map(|it| {
                let (from, to) = (it.to(container, provider.service), it.to(container, view));
                (quote!(fn(#from) -> #to), coerced.clone())
            })
            .unzip(),
    };
    let parameters = without_defaults(container.generics);
    let where_clause = &container.generics.where_clause;
    quote_spanned! {span=>
        #[inline]
        #[allow(clippy::type_complexity)]
        fn #name<#borrow, #(#parameters),*>() -> (#(#types,)*) #where_clause {
            (#(#functions,)*)
        }
    }
}

fn view_name(provider: &Provider<'_>, what: &str) -> Ident {
    format_ident!("__{}_as_{}", provider.field.unraw(), what)
}

fn element_name(provider: &Provider<'_>, collection: &Collection) -> Ident {
    view_name(provider, &format!("element_{}", collection.index.index))
}

/// Whether the service has another type than the collection's elements.
fn is_coerced(provider: &Provider<'_>, collection: &Collection) -> bool {
    let text = |it: &Type| it.to_token_stream().to_string();
    text(provider.service) != text(&collection.element)
}

/// Obtains the provider's element of a collection.
pub(super) fn element(
    container: &Container<'_>,
    provider: &Provider<'_>,
    collection: &Collection,
    pointer: Pointer,
) -> TokenStream {
    if is_coerced(provider, collection) {
        viewed(container, provider, pointer, &element_name(provider, collection))
    } else {
        obtain(container, provider, pointer)
    }
}
