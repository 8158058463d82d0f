//! What several providers are put into.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::collection::is_str;
use super::super::duplicate::written;
use super::super::{Collection, Container, Kind, Member, Provider};
use super::head_at;
use super::provides::Pointer;
use super::views::element;
use crate::fresh::local;

/// Writes how the collection is provided: in a `Vec`, and with its keys.
pub(super) fn provides(
    container: &Container<'_>,
    collection: &Collection,
    valid: bool,
) -> TokenStream {
    let providers = || collection.members.iter().map(|it| &container.providers[it.provider]);
    let kept = providers().all(|it| !it.is_borrowed());
    let lent = providers().all(|it| it.kind != Kind::Factory);
    let kept = kept.then(|| forms(container, collection, Pointer::Arc));
    let lent = lent.then(|| forms(container, collection, Pointer::Ref));
    let keys = collection.key.as_ref().map(|ty| {
        let keys = collection.members.iter().enumerate().filter_map(|(position, member)| {
            let (name, value) = (key_name(collection, position), member.key.as_ref()?);
            Some(quote_spanned! {value.span()=>
                #[allow(clippy::redundant_static_lifetimes)]
                const #name: #ty = #value;
            })
        });
        quote!(#(#keys)*)
    });
    let checks = valid.then(|| key_checks(container, collection));
    quote!(#keys #checks #kept #lent)
}

/// The node of the graph, which depends on what is in it.
pub(super) fn node(container: &Container<'_>, collection: &Collection) -> TokenStream {
    let di = container.crate_path.at(collection.element.span());
    let (ty, name) = (&collection.element, written(&collection.element));
    let elements = collection.members.iter().map(|Member { provider, key }| {
        let provider = &container.providers[*provider];
        let (di, index) = (container.crate_path.at(provider.ty.span()), &provider.index);
        let name = match key {
            Some(key) => written(key),
            None => provider.field.unraw().to_string(),
        };
        quote_spanned! {provider.ty.span()=>
            #di::Dependency::element::<#ty, #di::__private::Arc<#ty>>(#name, #index)
        }
    });
    let constructor = quote!(#di::Constructor::new("", #di::Role::Builds, &[#(#elements),*]));
    quote_spanned! {collection.element.span()=>
        #di::Node::new::<#ty>(#name, #di::ProviderKind::Collection).built_by(&[#constructor])
    }
}

/// Writes the collection with elements of one form: each an `Arc`, or each borrowed.
fn forms(container: &Container<'_>, collection: &Collection, pointer: Pointer) -> TokenStream {
    let di = &container.crate_path;
    let element_ty = pointer.to(container, &collection.element);
    let elements: Vec<_> = collection
        .members
        .iter()
        .map(|it| element(container, &container.providers[it.provider], collection, pointer))
        .collect();
    let vec = quote!(#di::__private::Vec<#element_ty>);
    let body = quote!(#di::__private::Vec::from([#(#elements?),*]));
    let vec = implement(
        container,
        collection,
        &quote!(ProvidesElements),
        &element_ty,
        &quote!(provide_elements),
        &vec,
        &body,
    );
    let entries = collection.key.as_ref().map(|key| {
        let keys = (0..elements.len()).map(|position| key_name(collection, position));
        let body = quote!(#di::__private::Vec::from([#((#keys, #elements?)),*]));
        let returned = quote!(#di::__private::Vec<(#key, #element_ty)>);
        let arguments = quote!(#key, #element_ty);
        implement(
            container,
            collection,
            &quote!(ProvidesEntries),
            &arguments,
            &quote!(provide_entries),
            &returned,
            &body,
        )
    });
    quote!(#vec #entries)
}

fn implement(
    container: &Container<'_>,
    collection: &Collection,
    of: &TokenStream,
    arguments: &TokenStream,
    method: &TokenStream,
    returned: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let (di, borrow, index) = (&container.crate_path, &container.borrow, &collection.index);
    let cx = local("cx");
    let unused = collection.members.is_empty().then(|| quote!(let _ = #cx;));
    let span = collection.element.span();
    let at = di.at(span);
    let of = quote_spanned!(span=> #at::#of<#borrow, #arguments> for);
    let head = head_at(container, span, &quote!(#borrow,), &of, None);
    quote_spanned! {span=>
        #head {
            const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(#index);

            fn #method(#cx: #di::Context<#borrow, Self>) -> #di::Result<#returned> {
                #unused
                ::core::result::Result::Ok(#body)
            }
        }
    }
}

fn key_name(collection: &Collection, position: usize) -> Ident {
    format_ident!("__KEY_{}_{}", collection.index.index, position)
}

/// Compares the keys that are not written alike: as patterns, because a constant
/// function cannot compare values of any type; but text cannot be a pattern there.
fn key_checks(container: &Container<'_>, collection: &Collection) -> TokenStream {
    let mut checks = TokenStream::new();
    let is_str = collection.key.as_ref().is_some_and(is_str);
    let field = |member: &Member| -> &Provider<'_> { &container.providers[member.provider] };
    for (position, later) in collection.members.iter().enumerate() {
        let Some(value) = &later.key else { continue };
        for (before, earlier) in collection.members[..position].iter().enumerate() {
            let (mut one, other) = (key_name(collection, before), key_name(collection, position));
            // A type that cannot be a pattern is an error on the key.
            one.set_span(value.span());
            let message = format!(
                "`{}` and `{}` have the same key in the collection of `{}`\nhelp: change one",
                field(earlier).field,
                field(later).field,
                written(collection.element.to_token_stream()),
            );
            let di = container.crate_path.at(value.span());
            checks.extend(if is_str {
                quote_spanned! {value.span()=>
                    const _: () = #di::__private::differ(#one, #other, #message);
                }
            } else {
                quote_spanned! {value.span()=>
                    #[allow(unreachable_patterns)]
                    const _: () = match #other {
                        #one => #di::__private::same_key(#message),
                        _ => (),
                    };
                }
            });
        }
    }
    checks
}
