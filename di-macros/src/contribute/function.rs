//! `#[injectable(..)]` on a function.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{FnArg, ItemFn, ItemStruct, ReturnType, Token, Type, parse_quote};

use super::{Built, expand, parse};
use crate::attr::Item;
use crate::crate_path::CratePath;
use crate::errors::Errors;
use crate::types::{argument_of, plain};

/// What a returned type may be wrapped in.
const WRAPPERS: [&str; 3] = ["Result", "Arc", "Box"];

/// Contributes what a function builds.
pub(crate) fn attribute(options: TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let code = if let Ok(function) = syn::parse2::<ItemFn>(item.clone()) {
        contribute(options, &function, &mut errors)
    } else {
        if let Ok(item) = syn::parse2::<ItemStruct>(item.clone()) {
            errors.at(
                &item.ident,
                "a service is contributed by its derive\n\
                 help: write `#[derive(Injectable)]`, and below it `#[injectable(..)]`",
            );
        } else {
            errors.at(
                item.clone().into_iter().next(),
                "`#[injectable(..)]` is not expected here\n\
                 help: put it on a function, or on a struct with `#[derive(Injectable)]`",
            );
        }
        TokenStream::new()
    };
    let errors = errors.into_tokens();
    quote!(#item #code #errors)
}

fn contribute(options: TokenStream, function: &ItemFn, errors: &mut Errors) -> TokenStream {
    let items = match Punctuated::<Item, Token![,]>::parse_terminated.parse2(options) {
        Ok(items) => items,
        Err(error) => {
            errors.add(error);
            return TokenStream::new();
        }
    };
    let mut path = None;
    let mut others = Vec::new();
    for item in items {
        match item {
            Item::Crate(_, given) => path = Some(given),
            other => others.push(other),
        }
    }
    if others.is_empty() {
        errors.at(&function.sig.ident, super::NO_KIND);
        return TokenStream::new();
    }
    let (ident, generics) = (&function.sig.ident, &function.sig.generics);
    if let Some(receiver) = function.sig.inputs.iter().find(|it| matches!(it, FnArg::Receiver(_))) {
        errors.at(receiver, "a method cannot be contributed\nhelp: write a function");
    }
    if !generics.params.is_empty() {
        errors.at(
            generics,
            "a generic function cannot be contributed: nothing says for which type\n\
             help: register it, `builder.provide::<SomeType>().singleton_with(..)`",
        );
    }
    let unit: Type = parse_quote!(());
    let returned = match &function.sig.output {
        ReturnType::Type(_, returned) => plain(returned),
        ReturnType::Default => &unit,
    };
    let Some(contribution) = parse(&others, errors) else { return TokenStream::new() };
    if !errors.is_empty() {
        return TokenStream::new();
    }
    let returns = unwrapped(returned);
    let built = Built::By {
        function: ident,
        returns,
        is_wrapped: !core::ptr::eq(returned, returns),
        is_async: function.sig.asyncness.is_some(),
    };
    expand(&contribution, ident, &built, &CratePath::new(path))
}

/// What is built, without the `Result` and the pointer.
fn unwrapped(ty: &Type) -> &Type {
    let inner = WRAPPERS.into_iter().find_map(|wrapper| first_argument(ty, wrapper));
    inner.map_or(ty, unwrapped)
}

/// The first argument of a type of this name, which may have others.
fn first_argument<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    if let Some(only) = argument_of(ty, name) {
        return Some(only);
    }
    let Type::Path(path) = plain(ty) else { return None };
    let segment = path.path.segments.last().filter(|it| it.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|it| match it {
        syn::GenericArgument::Type(ty) => Some(plain(ty)),
        _ => None,
    })
}
