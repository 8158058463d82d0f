//! Types as they are written.

use syn::Type;

/// Returns a type without the parentheses, or the invisible ones of a macro, around
/// it.
pub(crate) fn plain(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => plain(&inner.elem),
        Type::Group(inner) => plain(&inner.elem),
        _ => ty,
    }
}
