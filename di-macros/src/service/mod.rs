//! `#[derive(Injectable)]`.

mod by_value;
mod expand;
mod parse;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Expr, Generics, Ident, Lifetime, Member, Type};

use crate::contribute::Contribution;
use crate::crate_path::CratePath;
use crate::errors::Errors;

/// A service, as its struct declares it.
struct Service<'i> {
    ident: &'i Ident,
    generics: &'i Generics,
    /// The container's borrow: the struct's own lifetime, or a fresh one.
    borrow: Lifetime,
    /// The name of the container's type parameter.
    container: Ident,
    /// A name for a type parameter: what a maker gives.
    arguments: Ident,
    fields: Vec<Field<'i>>,
    crate_path: CratePath,
    contribution: Option<Contribution>,
}

struct Field<'i> {
    member: Member,
    ty: &'i Type,
    source: Source,
    span: Span,
}

/// Where a field's value comes from.
enum Source {
    /// The container, perhaps from the provider with this qualifier.
    Container(Option<Box<Type>>),
    /// Whoever makes the service.
    Assisted,
    Default,
    With(Box<Expr>),
}

/// Derives `Construct`.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let service = parse::parse(input, &mut errors);
    let code = match service {
        Some(service) if errors.is_empty() => expand::expand(&service),
        // What has no size cannot even have a constructor that never runs.
        Some(service) if service.fields.iter().any(Field::is_unsized) => TokenStream::new(),
        Some(service) => expand::fallback(&service),
        None => TokenStream::new(),
    };
    let errors = errors.into_tokens();
    quote!(#code #errors)
}

impl<'i> Service<'i> {
    /// The fields that the service's maker gives.
    fn assisted(&self) -> impl Iterator<Item = &Field<'i>> {
        self.fields.iter().filter(|it| matches!(it.source, Source::Assisted))
    }
}

impl Field<'_> {
    fn is_unsized(&self) -> bool {
        matches!(self.ty, Type::TraitObject(_))
    }
}
