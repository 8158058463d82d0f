//! `#[provide(into dyn Trait)]`: what several providers are put into.

use quote::ToTokens;
use syn::{Expr, ExprLit, Index, Lit, Type, parse_quote};

use super::duplicate::written;
use super::{Collection, Container, Kind, Member, Provider};
use crate::attr::{self, Item};
use crate::errors::Errors;
use crate::types::{argument_of, last_segment, plain};

/// A collection that a field is to be put into.
pub(super) struct Contribution {
    pub(super) element: Type,
    pub(super) key: Option<Key>,
}

pub(super) struct Key {
    pub(super) ty: Option<Type>,
    pub(super) value: Expr,
}

/// Reads the collections that the container declares, whether or not anything is in
/// them: `#[container(collection(dyn Trait))]`.
pub(super) fn declared(items: &[Item], errors: &mut Errors) -> Vec<Collection> {
    let mut collections: Vec<Collection> = Vec::new();
    for item in items {
        let Item::Collection(_, element, key) = item else {
            attr::unknown(item, "container", errors);
            continue;
        };
        let element = plain(element).clone();
        if !is_trait(&element, errors) {
            continue;
        }
        let key = key.as_ref().map(|it| plain(it).clone());
        let same = |it: &Collection| is_same(&it.element, &element);
        if collections.iter().any(same) {
            let element = written(&element);
            let message = format!("`{element}` is declared twice\nhelp: remove one");
            errors.at(item, message);
            continue;
        }
        collections.push(Collection { element, key, members: Vec::new(), index: Index::from(0) });
    }
    collections
}

/// Whether it is a `dyn Trait`; reports it, if not.
pub(super) fn is_trait(element: &Type, errors: &mut Errors) -> bool {
    if matches!(element, Type::TraitObject(_)) {
        return true;
    }
    let name = written(element);
    let way_out = match element_of(element) {
        Some(element @ Type::TraitObject(_)) => {
            format!("name what each of it is: write `{}`", written(element))
        }
        _ => format!(
            "write `dyn {name}`, if `{name}` is one; what has only one type can be a \
             `Value<Vec<{name}>>`"
        ),
    };
    errors.at(element, format!("a collection is of a trait\nhelp: {way_out}"));
    false
}

/// Returns the `T` of `Vec<Arc<T>>`.
fn element_of(ty: &Type) -> Option<&Type> {
    let inner = ["Vec", "Arc", "Box"].into_iter().find_map(|it| argument_of(ty, it))?;
    element_of(inner).or(Some(inner))
}

/// Puts a provider into the collections that it names.
pub(super) fn put(
    provider: &mut Provider<'_>,
    contributions: Vec<Contribution>,
    collections: &mut Vec<Collection>,
    errors: &mut Errors,
) {
    let index = provider.index.index as usize;
    for Contribution { element, key } in contributions {
        provider.only_collected |= is_same(&element, provider.service);
        let (key_ty, key) = match key {
            None => (None, None),
            Some(Key { ty, value }) => {
                let ty = ty.or_else(|| type_of(&value));
                if ty.is_none() {
                    let name = written(&value);
                    errors.at(
                        &value,
                        format!(
                            "the type of the key `{name}` cannot be seen\n\
                             help: write it: `key: SomeType = {name}`"
                        ),
                    );
                    continue;
                }
                if let Some(ty) = ty.as_ref().filter(|ty| !is_str(ty) && mentions_str(ty)) {
                    errors.at(
                        &value,
                        format!(
                            "a key of type `{}` cannot be compared with others: it contains text\n\
                             help: let the key be text itself, or make it an enum",
                            written(ty)
                        ),
                    );
                    continue;
                }
                (ty, Some(value))
            }
        };
        let at = collections.iter().position(|it| is_same(&it.element, &element));
        let at = at.unwrap_or_else(|| {
            let (element, key) = (element.clone(), key_ty.clone());
            let (members, index) = (Vec::new(), Index::from(0));
            collections.push(Collection { element, key, members, index });
            collections.len() - 1
        });
        let collection = &mut collections[at];
        match (&collection.key, &key_ty) {
            (None, None) => {}
            (Some(known), Some(given)) if named(known) == named(given) => {}
            (known, given) => {
                errors.at(
                    &element,
                    format!(
                        "`{}` goes into the collection of `{}` {}, but others {}\n\
                         help: give all of them a key of one type, or none",
                        provider.field,
                        written(&element),
                        with_key(given.as_ref()),
                        with_key(known.as_ref()),
                    ),
                );
                continue;
            }
        }
        collection.members.push(Member { provider: index, key });
    }
}

fn with_key(ty: Option<&Type>) -> String {
    match ty {
        Some(ty) => format!("with a key of type `{}`", named(ty)),
        None => "without a key".to_owned(),
    }
}

/// The type as a person would write it; it may have been read off a literal.
fn named(ty: &Type) -> String {
    written(ty).replace("'static::", "'static ::").replace("::core::primitive::", "")
}

/// Reports what a collection cannot hold together, and the keys that are written
/// alike; others that are equal, the compiler finds.
pub(super) fn check(container: &Container<'_>, errors: &mut Errors) {
    for collection in &container.collections {
        let element = written(&collection.element);
        let providers = || collection.members.iter().map(|it| &container.providers[it.provider]);
        let inline = providers().find(|it| it.is_borrowed());
        let made = providers().find(|it| it.kind == Kind::Factory);
        if let (Some(inline), Some(made)) = (inline, made) {
            errors.at(
                inline.field,
                format!(
                    "`{}` can only be borrowed from the collection of `{element}`, but what `{}` \
                     makes cannot\nhelp: remove `borrowed`",
                    inline.field, made.field
                ),
            );
        }
        let mut seen: Vec<(&Expr, &Provider<'_>)> = Vec::new();
        for member in &collection.members {
            let (Some(key), provider) = (&member.key, &container.providers[member.provider]) else {
                continue;
            };
            let same = |it: &&(&Expr, &Provider<'_>)| text(it.0) == text(key);
            if let Some((_, first)) = seen.iter().find(same) {
                errors.at(
                    key,
                    format!(
                        "`{}` and `{}` have the same key in the collection of `{element}`\n\
                         help: change one",
                        first.field, provider.field
                    ),
                );
            }
            seen.push((key, provider));
        }
    }
}

fn is_same(one: &Type, another: &Type) -> bool {
    text(one) == text(another)
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// Whether the type is `&str`, which is compared by its bytes.
pub(super) fn is_str(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => {
            last_segment(&reference.elem).is_some_and(|it| it.ident == "str")
        }
        _ => false,
    }
}

/// Whether there is text somewhere in it, which constant code cannot compare.
fn mentions_str(ty: &Type) -> bool {
    match ty {
        Type::Tuple(tuple) => tuple.elems.iter().any(|it| is_str(it) || mentions_str(it)),
        Type::Array(array) => is_str(&array.elem) || mentions_str(&array.elem),
        _ => false,
    }
}

/// The type of a key that shows it: a literal, or a variant or constant of a type.
fn type_of(key: &Expr) -> Option<Type> {
    match key {
        Expr::Lit(ExprLit { lit, .. }) => Some(match lit {
            Lit::Str(_) => parse_quote!(&'static ::core::primitive::str),
            Lit::Char(_) => parse_quote!(::core::primitive::char),
            Lit::Bool(_) => parse_quote!(::core::primitive::bool),
            Lit::Int(int) => match int.suffix() {
                "" => parse_quote!(::core::primitive::i32),
                suffix => {
                    let suffix = syn::Ident::new(suffix, int.span());
                    parse_quote!(::core::primitive::#suffix)
                }
            },
            _ => return None,
        }),
        Expr::Path(path) if path.qself.is_none() && path.path.segments.len() > 1 => {
            let mut ty = path.path.clone();
            ty.segments.pop();
            ty.segments.pop_punct();
            Some(parse_quote!(#ty))
        }
        Expr::Group(group) => type_of(&group.expr),
        Expr::Paren(paren) => type_of(&paren.expr),
        _ => None,
    }
}
