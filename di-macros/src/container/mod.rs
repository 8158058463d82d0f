//! `#[derive(Container)]`.

mod duplicate;
mod expand;
mod lifetime;
mod parse;
mod provider;
mod rename;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, Expr, Generics, Ident, Index, Lifetime, Type, Visibility};

use crate::crate_path::CratePath;
use crate::errors::Errors;

/// A container, as its struct declares it.
struct Container<'i> {
    ident: &'i Ident,
    vis: &'i Visibility,
    generics: &'i Generics,
    /// The lifetime of the container's borrow in the generated impls.
    borrow: Lifetime,
    providers: Vec<Provider<'i>>,
    /// Fields that are no providers: an error is reported for each, and of the
    /// generated code there is what others need to compile.
    broken: Vec<Provider<'i>>,
    crate_path: CratePath,
}

/// One field of a container.
struct Provider<'i> {
    field: &'i Ident,
    /// The field's type, for its span.
    ty: &'i Type,
    kind: Kind,
    /// Its position in the graph.
    index: Index,
    /// The `T` of `Singleton<T>`.
    service: &'i Type,
    constructor: Constructor,
    /// Another field provides the same: an error is reported, and the generated
    /// code leaves this one's keys out.
    duplicate: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Value,
    Singleton,
    Factory,
    /// `input`: given when the scope is opened; `borrowed`: lives in the scope
    /// itself.
    Scoped {
        input: bool,
        borrowed: bool,
    },
}

/// Who builds the service.
enum Constructor {
    /// The type itself, by its derive.
    Itself,
    /// Another type, behind the trait.
    Type(Box<Type>),
    /// A function, perhaps of a type behind the trait.
    Function(Box<Expr>, Option<Box<Type>>),
    /// Nobody: it is given.
    Given,
    /// A mistake is reported; whatever is generated only has to compile.
    Broken,
}

/// Derives `Container` and everything that comes with it.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let named = without_self(input);
    let container = parse::parse(named.as_ref().unwrap_or(input), &mut errors);
    let code = match container {
        Some(mut container) => {
            duplicate::find(&mut container, &mut errors);
            expand::expand(&container, errors.is_empty())
        }
        None => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote!(#code #errors)
}

/// Returns the item with its own name in the place of `Self`, which means nothing
/// in the functions that are generated. A generic one's name would need arguments.
fn without_self(input: &DeriveInput) -> Option<DeriveInput> {
    if !input.generics.params.is_empty() {
        return None;
    }
    let tokens = rename::self_to(input.to_token_stream(), &input.ident)?;
    syn::parse2(tokens).ok()
}

impl Provider<'_> {
    /// Whether the service is known to have no size, so that it is given in an
    /// `Arc`.
    fn is_unsized(&self) -> bool {
        match self.service {
            Type::TraitObject(_) | Type::Slice(_) => true,
            Type::Path(path) => path.path.is_ident("str"),
            _ => false,
        }
    }

    /// Whether the service is written as `dyn Trait`.
    fn is_dyn(&self) -> bool {
        matches!(self.service, Type::TraitObject(_))
    }
}
