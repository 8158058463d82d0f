use core::mem::discriminant;

use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Fields, Index, Member, Type, TypeReference};

use super::{Field, Service, Source};
use crate::attr::{self, Item};
use crate::contribute::{self, Contribution};
use crate::errors::Errors;
use crate::fresh::Fresh;
use crate::types::{plain, refuse_late_borrow};

/// Reads a struct; `None` if the item is none.
pub(super) fn parse<'i>(input: &'i DeriveInput, errors: &mut Errors) -> Option<Service<'i>> {
    let (crate_path, others) = attr::crate_path(&input.attrs, "injectable", errors);
    let contribution = contribution(input, &others, errors);
    attr::misplaced(&input.attrs, "inject", "put it on a field of the service", errors);
    attr::misplaced(&input.attrs, "provide", "put it on a field of the container", errors);
    attr::misplaced(&input.attrs, "import", "put it on a field of the container", errors);
    let data = match &input.data {
        Data::Struct(data) => data,
        Data::Enum(data) => {
            errors.at(
                data.enum_token,
                "an enum cannot be injectable: nothing says which variant to build\n\
                 help: give the container a function that returns one: \
                 `#[provide(with = some_function)]`",
            );
            return None;
        }
        Data::Union(data) => {
            errors.at(data.union_token, "a union cannot be injectable\nhelp: make it a struct");
            return None;
        }
    };
    let fresh = Fresh::new(input.to_token_stream());
    let mut lifetimes = input.generics.lifetimes();
    let borrow = match lifetimes.next() {
        Some(own) => own.lifetime.clone(),
        None => fresh.lifetime("c"),
    };
    for more in lifetimes {
        errors.at(
            &more.lifetime,
            format!(
                "a service has at most one lifetime, that of its container's borrow\n\
                 help: remove `{}`, and write `{borrow}` in its place",
                more.lifetime
            ),
        );
    }
    let fields = fields(&data.fields, errors);
    Some(Service {
        ident: &input.ident,
        generics: &input.generics,
        borrow,
        container: fresh.ident("C"),
        arguments: fresh.ident("A"),
        fields,
        crate_path,
        contribution,
    })
}

/// Reads what the crate contributes.
fn contribution(input: &DeriveInput, items: &[Item], errors: &mut Errors) -> Option<Contribution> {
    let first = items.first()?;
    if !cfg!(feature = "dynamic") {
        errors.at(
            first,
            "nothing can be contributed without the feature `dynamic` of `di-core`\n\
             help: switch it on, or remove this",
        );
        return None;
    }
    if let Some(parameter) = input.generics.type_params().next() {
        errors.at(
            &parameter.ident,
            format!(
                "a generic service cannot be contributed: nothing says for which type\n\
                 help: register it, `builder.singleton::<{}<SomeType>>()`",
                input.ident
            ),
        );
    }
    contribute::parse(items, errors)
}

fn fields<'i>(fields: &'i Fields, errors: &mut Errors) -> Vec<Field<'i>> {
    fields
        .iter()
        .enumerate()
        .map(|(position, field)| {
            let member = match &field.ident {
                Some(ident) => Member::Named(ident.clone()),
                None => Member::Unnamed(Index::from(position)),
            };
            let source = source(field, errors);
            let ty = plain(&field.ty);
            match source {
                Source::Default | Source::With(_) => {}
                // It is not borrowed from the container.
                Source::Assisted if is_static(ty) => {}
                Source::Container(_) | Source::Assisted => refuse_unsupported(ty, errors),
            }
            Field { member, ty, source, span: field.ty.span() }
        })
        .collect()
}

fn source(field: &syn::Field, errors: &mut Errors) -> Source {
    let belongs = "put it on a field of the container; a service's field takes `#[inject(..)]`";
    attr::misplaced(&field.attrs, "provide", belongs, errors);
    let belongs = "put it on a field of the container; a service asks for the key itself";
    attr::misplaced(&field.attrs, "import", belongs, errors);
    attr::misplaced(&field.attrs, "injectable", "put it on the struct", errors);
    let mut source = None;
    for item in attr::items(&field.attrs, "inject", errors) {
        let new = match &item {
            Item::Word(word) if word == "default" => Source::Default,
            Item::Word(word) if word == "assisted" => Source::Assisted,
            Item::With(_, expr) => Source::With(expr.clone()),
            Item::Type(qualifier) => Source::Container(Some(qualifier.clone())),
            _ => {
                attr::unknown(&item, "inject", errors);
                continue;
            }
        };
        match (&source, &new) {
            (None, _) => source = Some(new),
            (Some(Source::Container(_)), Source::Container(_)) => {
                errors.at(&item, "a dependency has one qualifier\nhelp: remove one");
            }
            (Some(one), another) if discriminant(one) == discriminant(another) => {
                attr::repeated(&item, "inject", errors);
            }
            (Some(one), another) => errors.at(
                &item,
                format!(
                    "{} and {} exclude each other\nhelp: remove one",
                    option(one),
                    option(another)
                ),
            ),
        }
    }
    let plain = if is_phantom(&field.ty) { Source::Default } else { Source::Container(None) };
    source.unwrap_or(plain)
}

fn option(source: &Source) -> &'static str {
    match source {
        Source::Container(_) => "a qualifier",
        Source::Assisted => "`assisted`",
        Source::Default => "`default`",
        Source::With(_) => "`with`",
    }
}

/// `PhantomData` holds nothing, so nothing has to provide it.
fn is_phantom(ty: &Type) -> bool {
    let Type::Path(path) = plain(ty) else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "PhantomData")
}

/// `&'static T`.
fn is_static(ty: &Type) -> bool {
    let Type::Reference(reference) = ty else { return false };
    reference.lifetime.as_ref().is_some_and(|it| it.ident == "static")
}

fn refuse_unsupported(ty: &Type, errors: &mut Errors) {
    match ty {
        Type::TraitObject(_) => {
            let service = quote!(#ty).to_string();
            errors.at(
                ty,
                format!(
                    "a `{service}` has no size, so a field cannot hold it\n\
                     help: write `Arc<{service}>` to keep it, `&'a {service}` to borrow it, or \
                     `Box<{service}>` for one of a factory"
                ),
            );
        }
        Type::Reference(reference) => refuse_reference(reference, errors),
        _ => refuse_late_borrow(ty, errors),
    }
}

fn refuse_reference(reference: &TypeReference, errors: &mut Errors) {
    let TypeReference { lifetime, mutability, elem, .. } = reference;
    let elem = quote!(#elem).to_string();
    match (mutability, lifetime) {
        (Some(mutability), _) => errors.at(
            mutability,
            format!(
                "a service cannot borrow mutably: what a container provides is shared\n\
                 help: borrow it as `&'a {elem}`"
            ),
        ),
        (None, Some(lifetime)) if lifetime.ident == "static" => errors.at(
            lifetime,
            format!(
                "a service cannot borrow from its container for `'static`\n\
                 help: keep an `Arc<{elem}>`, or give the struct a lifetime and borrow \
                 `&'a {elem}`; what is no service, write `#[inject(with = ..)]`"
            ),
        ),
        (None, Some(_)) => {}
        // The compiler asks for the lifetime.
        (None, None) => errors.reported(),
    }
}
