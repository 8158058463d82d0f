//! The parameters of the user's item.

use syn::{GenericParam, Generics};

/// Returns the parameters without their defaults, which have no place in an
/// impl.
pub(crate) fn without_defaults(generics: &Generics) -> Vec<GenericParam> {
    let mut parameters: Vec<_> = generics.params.iter().cloned().collect();
    for parameter in &mut parameters {
        match parameter {
            GenericParam::Type(it) => it.default = None,
            GenericParam::Const(it) => it.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    parameters
}
