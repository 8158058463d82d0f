//! Types as they are written.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericArgument, Lifetime, PathArguments, PathSegment, Type};

use crate::errors::Errors;

/// Returns a type without the parentheses, or the invisible ones of a macro, around
/// it.
pub(crate) fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => plain(&inner.elem),
        Type::Group(inner) => plain(&inner.elem),
        _ => ty,
    }
}

/// Returns the last part of a type's path: `Arc<T>` of `std::sync::Arc<T>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match plain(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// Returns the `T` of `Wrapper<T>`.
pub(crate) fn argument_of<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let segment = last_segment(ty).filter(|it| it.ident == wrapper)?;
    only_type(&segment.arguments)
}

/// Returns what a `Maker<T, A>` makes.
///
/// With another path, it may be the user's own.
pub(crate) fn made_by(maker: &Type) -> Option<&Type> {
    let Type::Path(path) = plain(maker) else { return None };
    let mut segments = path.path.segments.iter();
    let (Some(only), None) = (segments.next(), segments.next()) else { return None };
    match types(&only.arguments)[..] {
        [made, _] if only.ident == "Maker" => Some(made),
        _ => None,
    }
}

/// Reports a `Lazy<&T>`: what is resolved later is not borrowed from anything.
pub(crate) fn refuse_late_borrow(ty: &Type, errors: &mut Errors) {
    // With a path, it may be another library's.
    if !matches!(plain(ty), Type::Path(path) if path.path.segments.len() == 1) {
        return;
    }
    for wrapper in ["Lazy", "Provider"] {
        let Some(inner) = argument_of(ty, wrapper) else { continue };
        let key = argument_of(inner, "Option").unwrap_or(inner);
        if let Type::Reference(reference) = key {
            let pointee = reference.elem.to_token_stream();
            errors.at(
                reference,
                format!(
                    "a `{wrapper}` cannot hand out a borrow: it may outlive what it would borrow \
                     from\nhelp: write `{wrapper}<Arc<{pointee}>>`"
                ),
            );
        }
    }
}

/// Returns the `T` of `<T>`.
pub(crate) fn only_type(arguments: &PathArguments) -> Option<&Type> {
    let types = types(arguments);
    if types.len() == 1 { types.first().copied() } else { None }
}

/// Returns the types of `<T, Q>`; nothing if there is anything else between the
/// brackets.
pub(crate) fn types(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(list) = arguments else { return Vec::new() };
    let arguments = list.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(plain(ty)),
        _ => None,
    });
    arguments.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Returns a type with `borrow` wherever a reference has no lifetime.
pub(crate) fn with_borrow(ty: &Type, borrow: &Lifetime) -> TokenStream {
    borrow_in(ty.to_token_stream(), borrow)
}

fn borrow_in(tokens: TokenStream, borrow: &Lifetime) -> TokenStream {
    let mut borrowed = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(and) if and.as_char() == '&' => {
                let span = and.span();
                borrowed.extend([TokenTree::Punct(and)]);
                let named =
                    |next: &TokenTree| matches!(next, TokenTree::Punct(it) if it.as_char() == '\'');
                if !tokens.peek().is_some_and(named) {
                    let mut borrow = borrow.clone();
                    borrow.set_span(span);
                    borrowed.extend(quote!(#borrow));
                }
            }
            TokenTree::Group(group) => {
                let inner = borrow_in(group.stream(), borrow);
                let mut new = Group::new(group.delimiter(), inner);
                new.set_span(group.span());
                borrowed.extend([TokenTree::Group(new)]);
            }
            other => borrowed.extend([other]),
        }
    }
    borrowed
}
