//! The lifetime by which a service borrows.
//!
//! It is a direct argument of the service's own path: `ReserveSeat<'static>`. A
//! lifetime further inside, `Cache<Cow<'static, str>>`, is some other type's.

use proc_macro2::Span;
use syn::{AngleBracketedGenericArguments, GenericArgument, Lifetime, PathArguments, Type};

/// Returns the first lifetime by which `ty` would borrow.
pub(super) fn first_in(ty: &Type) -> Option<Lifetime> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(list) = &path.path.segments.last()?.arguments else {
        return None;
    };
    lifetimes(list).next().cloned()
}

/// Returns `ty` with `borrow` in the place of each of its own `'static`, or `'_`,
/// which is reported.
pub(super) fn borrowed(ty: &Type, borrow: &Lifetime) -> Type {
    let mut ty = ty.clone();
    let Type::Path(path) = &mut ty else { return ty };
    let Some(segment) = path.path.segments.last_mut() else { return ty };
    let PathArguments::AngleBracketed(list) = &mut segment.arguments else { return ty };
    for argument in &mut list.args {
        if let GenericArgument::Lifetime(lifetime) = argument {
            if lifetime.ident == "static" || lifetime.ident == "_" {
                let span = lifetime.span();
                *lifetime = borrow.clone();
                lifetime.set_span(span);
            }
        }
    }
    ty
}

/// Returns `ty` with `'_` in the place of each of its own `'static`.
pub(super) fn inferred(ty: &Type) -> Type {
    borrowed(ty, &Lifetime::new("'_", Span::call_site()))
}

fn lifetimes(list: &AngleBracketedGenericArguments) -> impl Iterator<Item = &Lifetime> {
    list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Lifetime(lifetime) => Some(lifetime),
        _ => None,
    })
}
