use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::duplicate::written;
use super::super::{Constructor, Container, Kind, Provider, lifetime};
use super::{construct, constructor_call, head, held, this};
use crate::generics::without_defaults;

/// Writes the graph as a constant, and its check.
pub(super) fn graph(container: &Container<'_>, valid: bool) -> TokenStream {
    let di = &container.crate_path;
    let name = container.ident.unraw().to_string();
    let nodes = container.providers.iter().map(|it| node(container, it));
    let scoped = || container.providers.iter().filter(|it| matches!(it.kind, Kind::Scoped { .. }));
    // One slot needs no order, and none needs no method.
    let release = (scoped().count() > 1).then(|| {
        let positions = (0..scoped().count()).map(syn::Index::from);
        quote! {
            fn release(slots: &mut Self::Slots) {
                #di::__private::release_in_reverse([#(&mut slots.#positions),*]);
            }
        }
    });
    let (slots, slots_struct) = slots_struct(container);
    let head = head(container, &TokenStream::new(), &quote!(#di::Container for));
    let check = (valid && !is_generic(container)).then(|| {
        let check = check(container);
        quote_spanned!(container.ident.span()=> const _: () = #check;)
    });
    quote! {
        #[automatically_derived]
        #head {
            const GRAPH: #di::Graph = #di::Graph::new(#name, &[#(#nodes),*]);
            type Slots = #slots;
            #release
        }
        #slots_struct
        #check
    }
}

/// What a scope builds and holds: a slot for each `Scoped`. A struct, not a tuple,
/// so that the services may be less visible than the container.
fn slots_struct(container: &Container<'_>) -> (TokenStream, TokenStream) {
    let (di, vis) = (&container.crate_path, container.vis);
    let scoped = container.providers.iter().filter(|it| matches!(it.kind, Kind::Scoped { .. }));
    let slots = scoped.map(|it| {
        let held = held(container, it);
        let borrowed = matches!(it.kind, Kind::Scoped { borrowed: true, .. });
        let slot = if borrowed { quote!(Held) } else { quote!(Slot) };
        quote!(#di::__private::#slot<#held>)
    });
    let slots: Vec<_> = slots.collect();
    if slots.is_empty() {
        return (quote!(()), TokenStream::new());
    }
    let (_, arguments, where_clause) = container.generics.split_for_impl();
    let parameters = without_defaults(container.generics);
    let types = container.generics.type_params().map(|it| &it.ident);
    let declaration = quote! {
        #[allow(missing_debug_implementations, unreachable_pub)]
        #vis struct __Slots<#(#parameters),*>(
            #(#slots,)*
            ::core::marker::PhantomData<fn() -> (#(#types,)*)>,
        ) #where_clause;
    };
    (quote!(__Slots #arguments), declaration)
}

/// Whether the wiring is known only for given types.
pub(super) fn is_generic(container: &Container<'_>) -> bool {
    !container.generics.params.is_empty()
}

/// Checks the graph, on the container's name.
pub(super) fn check(container: &Container<'_>) -> TokenStream {
    let di = container.crate_path.at(container.ident.span());
    let this = this(container);
    let count = syn::Index::from(container.providers.len());
    quote_spanned! {container.ident.span()=>
        #di::__private::check::<#count>(&<#this as #di::Container>::GRAPH)
    }
}

fn node(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let di = container.crate_path.at(provider.ty.span());
    let name = provider.field.unraw().to_string();
    let service = provider.service;
    let kind = match provider.kind {
        Kind::Value => quote!(Value),
        Kind::Singleton => quote!(Singleton),
        Kind::Factory => quote!(Factory),
        Kind::Scoped { input: true, .. } => quote!(Input),
        Kind::Scoped { .. } => quote!(Scoped),
    };
    let built_by = match &provider.constructor {
        Constructor::Given | Constructor::Broken => None,
        Constructor::Itself => {
            let service = lifetime::inferred(service);
            Some((String::new(), construct(container, &service, "DEPENDENCIES")))
        }
        Constructor::Type(ty) => Some((written(ty), construct(container, ty, "DEPENDENCIES"))),
        Constructor::Function(with, _) => {
            let name = match &**with {
                syn::Expr::Closure(_) => "a closure".to_owned(),
                other => written(other),
            };
            let constructor = constructor_call(container, provider);
            Some((name, quote!(#constructor.0)))
        }
    };
    let built_by = built_by.map(|(name, dependencies)| quote!(.built_by(#name, #dependencies)));
    let parameters = parameter_names(&provider.constructor);
    let parameters = parameters.map(|names| quote!(.parameters(&[#(#names),*])));
    // The bound of `shared` is reported on the service, the location is the field's.
    let new = if provider.kind == Kind::Factory { "new" } else { "shared" };
    let new = Ident::new(new, provider.ty.span());
    let node = quote_spanned! {provider.ty.span()=>
        #di::Node::#new::<#service>(#name, #di::ProviderKind::#kind)
    };
    quote!(#node #built_by #parameters)
}

/// The names of a closure's parameters.
fn parameter_names(constructor: &Constructor) -> Option<Vec<String>> {
    let Constructor::Function(function, _) = constructor else { return None };
    let syn::Expr::Closure(closure) = &**function else { return None };
    let names = closure.inputs.iter().map(|input| match input {
        syn::Pat::Type(typed) => written(typed.pat.to_token_stream()),
        other => written(other),
    });
    Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
}
