//! `#[import(..)]`: what is taken from another container.

use syn::punctuated::Punctuated;
use syn::{Field, Index, Meta, Token, Type};

use super::duplicate::written;
use super::{Container, Import, ImportedKey};
use crate::attr;
use crate::errors::Errors;
use crate::types::{argument_of, plain};

/// Whether the field is marked as an import.
pub(super) fn is_import(field: &Field) -> bool {
    field.attrs.iter().any(|it| it.path().is_ident("import"))
}

/// Reads the field and what is taken from it.
pub(super) fn read<'i>(field: &'i Field, container: &mut Container<'i>, errors: &mut Errors) {
    // A struct with named fields: each has one.
    let Some(ident) = &field.ident else { return };
    let belongs = "an import is given to `new`; nothing builds it";
    attr::misplaced(&field.attrs, "provide", belongs, errors);
    attr::misplaced(&field.attrs, "inject", "put it on a field of a service", errors);
    let keys = keys(field, errors);
    let ty = plain(&field.ty);
    let imported = argument_of(ty, "Arc");
    let problem = match imported {
        Some(imported) => is_itself(imported, container),
        None => Some(not_shared(ty)),
    };
    let broken = problem.is_some();
    if let Some(problem) = problem {
        errors.at(imported.unwrap_or(ty), problem);
    }
    let position = container.providers.len();
    let imported = imported.unwrap_or(ty);
    container.imports.push(Import {
        field: ident,
        container: imported,
        ty,
        keys,
        position,
        broken,
    });
}

fn not_shared(ty: &Type) -> String {
    let provided = ["Value", "Singleton"].into_iter().find_map(|it| argument_of(ty, it));
    let inner = provided.unwrap_or(ty);
    let inner = written(argument_of(inner, "Arc").unwrap_or(inner));
    format!(
        "an import is a shared container\nhelp: write `Arc<{inner}>`, if `{inner}` is one; what is \
         no container is a `Value<{inner}>`"
    )
}

fn is_itself(imported: &Type, container: &Container<'_>) -> Option<String> {
    let name = container.ident;
    // Elsewhere may be another of that name.
    let Type::Path(path) = plain(imported) else { return None };
    let [segment] = path.path.segments.iter().collect::<Vec<_>>()[..] else { return None };
    if segment.ident != *name {
        return None;
    }
    Some(format!(
        "`{name}` cannot import from itself\n\
         help: remove the import, and give `{name}` a field for each key"
    ))
}

fn keys(field: &Field, errors: &mut Errors) -> Vec<ImportedKey> {
    let example = "help: name it, `#[import(Arc<Users>, Arc<dyn Mailer>)]`";
    let mut keys = Vec::new();
    for attribute in field.attrs.iter().filter(|it| it.path().is_ident("import")) {
        let Meta::List(_) = attribute.meta else {
            let message = format!("`#[import]` takes nothing from `{}`\n{example}", name(field));
            errors.at(attribute.path(), message);
            continue;
        };
        match attribute.parse_args_with(Punctuated::<Type, Token![,]>::parse_terminated) {
            Ok(list) if list.is_empty() => {
                let message =
                    format!("`#[import()]` takes nothing from `{}`\n{example}", name(field));
                errors.at(attribute.path(), message);
            }
            Ok(list) => keys.extend(list),
            Err(error) => {
                let message = format!("expected a key\n{example}");
                errors.add(syn::Error::new(error.span(), message));
            }
        }
    }
    keys.retain(|ty| {
        let Type::TraitObject(_) = plain(ty) else { return true };
        let service = written(ty);
        errors.at(
            ty,
            format!(
                "`{service}` is no key\n\
                 help: take it as it is asked for: `Arc<{service}>` or `&{service}`"
            ),
        );
        false
    });
    let key = |ty| ImportedKey { ty, index: Index::from(0), duplicate: false };
    keys.into_iter().map(key).collect()
}

fn name(field: &Field) -> String {
    field.ident.as_ref().map_or_else(String::new, ToString::to_string)
}
