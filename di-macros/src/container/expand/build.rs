//! How an instance comes to be.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned;

use super::super::{Constructor, Container, Kind, Provider, lifetime};
use super::provides::{path, slot};
use super::{construct, constructor_call, decorate, held, scoped};
use crate::fresh::local;

/// Builds what is held.
pub(super) fn fill(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (field, index) = (provider.field, &provider.index);
    let mut build = build(container, provider);
    if provider.is_closed_by_scope() {
        build = scoped::close_later(container, provider, &build);
    }
    let slot = slot(container, provider);
    // If what is built borrows, so that it cannot be held, say so on the type;
    // without the `move` the compiler would advise one.
    let (span, moved) = match &provider.constructor {
        Constructor::Type(ty) => (ty.span(), Some(quote!(move))),
        _ => (proc_macro2::Span::call_site(), None),
    };
    let (di, cx, of) = (container.crate_path.at(span), local("cx"), path(provider.kind));
    let filled = quote_spanned! {span=>
        #di::#of::build(&#cx.container().#field, #cx, #index, #slot #moved |#cx| #build)
    };
    if !provider.may_be_opened() {
        return filled;
    }
    let check = scoped::check_opened(container, provider);
    match_ok(&check, &quote!(()), &filled)
}

/// Makes a new one.
pub(super) fn make(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (field, index) = (provider.field, &provider.index);
    let build = build(container, provider);
    let unbox = (!provider.is_dyn()).then(|| quote!(*));
    let (di, cx, it) = (&container.crate_path, local("cx"), local("it"));
    quote! {
        #di::Factory::make(&#cx.container().#field, #cx, #index, |#it| #unbox #it, |#cx| #build)
    }
}

/// Calls the constructor, and then what decorates the service.
fn build(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let mut built = undecorated(container, provider);
    let cx = local("cx");
    for decorator in &provider.decorators {
        let span = decorator.span();
        let call = decorate(container, provider, decorator, "construct_with");
        let (di, held) = (&container.crate_path, held(container, provider));
        let inner = quote!(|| -> #di::Result<#held> { #built });
        built = wrap(container, provider, span, &quote_spanned!(span=> #call(#cx, #inner)));
    }
    built
}

fn undecorated(container: &Container<'_>, provider: &Provider<'_>) -> TokenStream {
    let (di, cx) = (&container.crate_path, local("cx"));
    let constructed = |ty: &Type, span| {
        let call = construct(container, ty, "construct");
        wrap(container, provider, span, &quote!(#call(#cx)))
    };
    match &provider.constructor {
        Constructor::Itself => {
            constructed(&lifetime::inferred(provider.service), provider.service.span())
        }
        Constructor::Type(ty) => constructed(ty, ty.span()),
        Constructor::Function(function, implementation) => {
            let constructor = constructor_call(container, provider);
            let call = if provider.may_be_opened() {
                quote!(#di::__private::Opens::now(#constructor.2, #cx))
            } else {
                quote!(#constructor.1(#cx))
            };
            // Else the function returns what is held, or what becomes it.
            match implementation {
                Some(_) => wrap(container, provider, function.span(), &call),
                None => call,
            }
        }
        Constructor::Select(_, types) => {
            let constructor = constructor_call(container, provider);
            let last = types.len() - 1;
            let arms = types.iter().enumerate().map(|(position, ty)| {
                let built = constructed(ty, ty.span());
                let pattern = if position == last {
                    quote!(_)
                } else {
                    let position = proc_macro2::Literal::usize_unsuffixed(position);
                    quote!(#position)
                };
                quote!(#pattern => #built,)
            });
            let selected = local("selected");
            let chosen = quote!(match #selected { #(#arms)* });
            match_ok(&quote!(#constructor.1(#cx)), &quote!(#selected), &chosen)
        }
        Constructor::Given | Constructor::Absent | Constructor::Broken => {
            quote!(#di::__private::mistake())
        }
    }
}

/// Puts what `call` returns into what is held. If it is not what the field wants, says
/// so on `span`.
fn wrap(
    container: &Container<'_>,
    provider: &Provider<'_>,
    span: proc_macro2::Span,
    call: &TokenStream,
) -> TokenStream {
    let di = container.crate_path.at(span);
    let pointer = match provider.kind {
        Kind::Factory if !provider.is_dyn() => return call.clone(),
        Kind::Scoped { borrowed: true, .. } => return call.clone(),
        Kind::Factory => quote_spanned!(span=> #di::__private::Box::new),
        _ => quote_spanned!(span=> #di::__private::Arc::new),
    };
    let built = local("built");
    let wrapped = quote_spanned!(span=> ::core::result::Result::Ok(#pointer(#built)));
    match_ok_at(span, call, &quote!(#built), &wrapped)
}

/// Not `?`: it would be compiled anew for each service.
fn match_ok(value: &TokenStream, binding: &TokenStream, then: &TokenStream) -> TokenStream {
    match_ok_at(proc_macro2::Span::call_site(), value, binding, then)
}

fn match_ok_at(
    span: proc_macro2::Span,
    value: &TokenStream,
    binding: &TokenStream,
    then: &TokenStream,
) -> TokenStream {
    let error = local("error");
    quote_spanned! {span=>
        match #value {
            ::core::result::Result::Ok(#binding) => #then,
            ::core::result::Result::Err(#error) => ::core::result::Result::Err(#error),
        }
    }
}
