//! What is taken from other containers.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::{Container, Import, ImportedKey};
use super::head_at;
use crate::fresh::local;
use crate::generics::without_defaults;
use crate::types::with_borrow;

/// Writes, for each key, where it comes from, and its `Provides`.
pub(super) fn provides(container: &Container<'_>, import: &Import<'_>) -> TokenStream {
    let keys = import.keys.iter().enumerate().map(|(position, key)| {
        let source = (!import.broken).then(|| source_fn(container, import, key, position));
        let provides = provides_key(container, import, key, position);
        quote!(#source #provides)
    });
    keys.collect()
}

/// The nodes of the graph, one for each key.
pub(super) fn nodes(container: &Container<'_>, import: &Import<'_>) -> Vec<TokenStream> {
    if import.broken {
        return Vec::new();
    }
    let name = import.field.unraw().to_string();
    let nodes = import.keys.iter().enumerate().map(|(position, key)| {
        let di = container.crate_path.at(import.ty.span());
        let source = source(container, import, position);
        let key = with_static(key);
        quote_spanned! {import.ty.span()=>
            #di::Node::import::<#key>(#name, #source.graph, #source.target)
        }
    });
    nodes.collect()
}

/// The key for a name: whatever its lifetime is.
fn with_static(key: &ImportedKey) -> TokenStream {
    let borrow = syn::Lifetime::new("'static", proc_macro2::Span::call_site());
    with_borrow(&key.ty, &borrow)
}

fn source_name(import: &Import<'_>, position: usize) -> Ident {
    format_ident!("__import_{}_{}", import.field.unraw(), position)
}

fn source(container: &Container<'_>, import: &Import<'_>, position: usize) -> TokenStream {
    let name = source_name(import, position);
    let (_, arguments, _) = container.generics.split_for_impl();
    let arguments = arguments.as_turbofish();
    quote!(#name #arguments ())
}

/// The function that says where the key comes from: the only place that fails if it
/// does not.
fn source_fn(
    container: &Container<'_>,
    import: &Import<'_>,
    key: &ImportedKey,
    position: usize,
) -> TokenStream {
    let (borrow, imported) = (&container.borrow, import.container);
    let span = key.ty.span();
    let di = container.crate_path.at(span);
    let (name, ty) = (source_name(import, position), with_borrow(&key.ty, borrow));
    let parameters = without_defaults(container.generics);
    let where_clause = &container.generics.where_clause;
    quote_spanned! {span=>
        const fn #name<#borrow, #(#parameters),*>()
        -> #di::__private::Imported<#borrow, #imported, #ty>
        #where_clause
        {
            #di::__private::import()
        }
    }
}

fn provides_key(
    container: &Container<'_>,
    import: &Import<'_>,
    key: &ImportedKey,
    position: usize,
) -> TokenStream {
    if key.duplicate {
        return TokenStream::new();
    }
    let (di, borrow, index) = (&container.crate_path, &container.borrow, &key.index);
    let (ty, field, cx) = (with_borrow(&key.ty, borrow), import.field, local("cx"));
    let provided = if import.broken {
        quote!({ let _ = #cx; #di::__private::mistake() })
    } else {
        let source = source(container, import, position);
        quote!((#source.provide)(&#cx.container().#field))
    };
    let span = key.ty.span();
    let at = di.at(span);
    let of = quote_spanned!(span=> #at::Provides<#borrow, #ty> for);
    let head = head_at(container, span, &quote!(#borrow,), &of, None);
    let body = quote! {
        const INDEX: ::core::option::Option<::core::primitive::usize> = ::core::option::Option::Some(#index);

        #[inline]
        fn provide(#cx: #di::Context<#borrow, Self>) -> #di::Result<#ty> {
            #provided
        }
    };
    quote_spanned!(span=> #head { #body })
}
