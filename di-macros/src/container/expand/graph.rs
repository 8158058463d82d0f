use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::super::duplicate::written;
use super::super::{Constructor, Container, Kind, Provider, lifetime};
use super::{
    collections, construct, constructor_call, decorate, head, held, imports, provides, scoped, this,
};
use crate::generics::without_defaults;

/// Writes the graph as a constant, and its check.
pub(super) fn graph(container: &Container<'_>, valid: bool) -> TokenStream {
    let di = &container.crate_path;
    let name = container.ident.unraw().to_string();
    let nodes = container.providers.iter().map(|it| node(container, it));
    let imported = container.imports.iter().flat_map(|it| imports::nodes(container, it));
    let collections = container.collections.iter().map(|it| collections::node(container, it));
    let nodes = nodes.chain(imported).chain(collections);
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
    let starts = container.is_shut_down().then(|| {
        quote!(
            const STARTS: ::core::primitive::bool = true;
        )
    });
    let home = home(container);
    let opening = scoped::opening(container);
    let state = state(container, valid && scoped().count() > 0);
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
            #starts
            type Slots = #slots;
            type State = #state;
            #opening
            #release
            #home
        }
        #slots_struct
        #check
    }
}

/// Where the container notes where it is: in its first provider.
fn home(container: &Container<'_>) -> Option<TokenStream> {
    let (di, first) = (&container.crate_path, container.providers.first()?);
    // Without all of its fields, the container cannot be created anyway.
    let (field, of) = (first.field, provides::path(first.kind));
    Some(quote! {
        fn home(&self) -> ::core::option::Option<&#di::__private::Home> {
            ::core::option::Option::Some(#di::#of::home(&self.#field))
        }
    })
}

/// Where a scope on the stack holds what it builds: on the stack itself, unless some
/// service looks there later. Of a generic container, nobody knows.
fn state(container: &Container<'_>, has_scoped: bool) -> TokenStream {
    let (di, this) = (&container.crate_path, this(container));
    let looks_later = if !has_scoped {
        quote!(false)
    } else if is_generic(container) {
        quote!(true)
    } else {
        quote!({ #di::__private::looks_for_scope_later(&<#this as #di::Container>::GRAPH) })
    };
    quote!(<#di::__private::LooksLater<#looks_later> as #di::__private::ScopePlace<Self>>::State)
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
    let imported: usize = container.imports.iter().map(|it| it.keys.len()).sum();
    let count = container.providers.len() + imported + container.collections.len();
    let count = syn::Index::from(count);
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
        Kind::Resource => quote!(Resource),
        Kind::Factory => quote!(Factory),
        Kind::Scoped { input: true, .. } => quote!(Input),
        Kind::Scoped { .. } => quote!(Scoped),
    };
    let constructors = constructors(container, provider);
    let built_by = (!constructors.is_empty()).then(|| quote!(.built_by(&[#(#constructors),*])));
    let qualified = provider.qualifier.map(|qualifier| quote!(.qualified::<#qualifier>()));
    let views = &provider.views;
    let views =
        (!views.is_empty()).then(|| quote!(.seen_as(&[#(::core::any::type_name::<#views>),*])));
    let absent = matches!(provider.constructor, Constructor::Absent).then(|| quote!(.absent()));
    let eager = provider.is_eager.then(|| quote!(.eager()));
    let opened = provider.may_be_opened().then(|| {
        let call = constructor_call(container, provider);
        quote!(.opened_in_scope(#call.1))
    });
    let ended = if provider.kind == Kind::Singleton { "stopped" } else { "closed" };
    let starter = provider.starter.as_deref().map(|it| ("started", it));
    let closer = provider.closer.as_deref().map(|it| (ended, it));
    let hooks: Vec<_> = starter
        .into_iter()
        .chain(closer)
        .map(|(done, function)| {
            let function = function_name(function);
            quote!((#done, #function))
        })
        .collect();
    let hooks = (!hooks.is_empty()).then(|| quote!(.hooked(&[#(#hooks),*])));
    // The bound of `shared` is reported on the service, the location is the field's.
    let new = if provider.kind == Kind::Factory { "new" } else { "shared" };
    let new = Ident::new(new, provider.ty.span());
    let node = quote_spanned! {provider.ty.span()=>
        #di::Node::#new::<#service>(#name, #di::ProviderKind::#kind)
    };
    quote!(#node #built_by #qualified #views #absent #eager #opened #hooks)
}

/// What builds the service, and then what decorates it.
fn constructors(container: &Container<'_>, provider: &Provider<'_>) -> Vec<TokenStream> {
    let di = &container.crate_path;
    let constructor = |name: String, role: &str, dependencies: TokenStream| {
        let role = Ident::new(role, proc_macro2::Span::call_site());
        quote!(#di::Constructor::new(#name, #di::Role::#role, #dependencies))
    };
    let of_type = |ty: &syn::Type| {
        constructor(written(ty), "Builds", construct(container, ty, "DEPENDENCIES"))
    };
    let of_function = |function: &syn::Expr, role: &str| {
        let name = function_name(function);
        let call = constructor_call(container, provider);
        let constructor = constructor(name, role, quote!(#call.0));
        let parameters = parameter_names(function);
        let parameters = parameters.map(|names| quote!(.parameters(&[#(#names),*])));
        quote!(#constructor #parameters)
    };
    let mut constructors = match &provider.constructor {
        Constructor::Given | Constructor::Absent | Constructor::Broken => Vec::new(),
        Constructor::Itself if provider.kind == Kind::Resource => {
            let call = constructor_call(container, provider);
            vec![constructor(String::new(), "Builds", quote!(#call.0))]
        }
        Constructor::Itself => {
            let service = lifetime::inferred(provider.service);
            let dependencies = construct(container, &service, "DEPENDENCIES");
            vec![constructor(String::new(), "Builds", dependencies)]
        }
        Constructor::Type(ty) => vec![of_type(ty)],
        Constructor::Function(function, _) => vec![of_function(function, "Builds")],
        Constructor::Select(function, types) => core::iter::once(of_function(function, "Selects"))
            .chain(types.iter().map(of_type))
            .collect(),
    };
    constructors.extend(provider.decorators.iter().map(|ty| {
        let dependencies = decorate(container, provider, ty, "DEPENDENCIES");
        constructor(written(ty), "Decorates", dependencies)
    }));
    constructors
}

fn function_name(function: &syn::Expr) -> String {
    match function {
        syn::Expr::Closure(_) => "a closure".to_owned(),
        other => written(other),
    }
}

/// The names of a closure's parameters.
fn parameter_names(function: &syn::Expr) -> Option<Vec<String>> {
    let syn::Expr::Closure(closure) = function else { return None };
    let names = closure.inputs.iter().map(|input| match input {
        syn::Pat::Type(typed) => written(typed.pat.to_token_stream()),
        other => written(other),
    });
    Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
}
