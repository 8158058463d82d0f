//! The options of `#[provide(..)]`, one at a time.

use quote::ToTokens;
use syn::{Attribute, Expr, Ident, Type};

use crate::attr::{self, Item};
use crate::container::collection::{self, Contribution, Key};
use crate::container::duplicate::written;
use crate::errors::Errors;
use crate::types::plain;

/// The options of a field.
#[derive(Default)]
pub(super) struct Options {
    pub(super) implementation: Option<Box<Type>>,
    pub(super) with: Option<Box<Expr>>,
    pub(super) select: Option<(Ident, Box<Expr>)>,
    pub(super) input: Option<Ident>,
    pub(super) borrowed: Option<Ident>,
    pub(super) absent: Option<Ident>,
    pub(super) eager: Option<Ident>,
    pub(super) close: Option<(Ident, Box<Expr>)>,
    pub(super) close_within: Option<(Ident, Box<Expr>)>,
    pub(super) start: Option<(Ident, Box<Expr>)>,
    pub(super) stop: Option<(Ident, Box<Expr>)>,
    pub(super) views: Vec<Type>,
    pub(super) decorators: Vec<Type>,
    pub(super) contributions: Vec<Contribution>,
}

impl Options {
    /// What says who builds the service.
    pub(super) fn builders(&self) -> Vec<&dyn ToTokens> {
        let mut found: Vec<&dyn ToTokens> = Vec::new();
        found.extend(self.implementation.iter().map(|it| &**it as &dyn ToTokens));
        found.extend(self.with.iter().map(|it| &**it as &dyn ToTokens));
        found.extend(self.select.iter().map(|it| &it.0 as &dyn ToTokens));
        found.extend(self.decorators.iter().map(|it| it as &dyn ToTokens));
        found
    }
}

/// Reads the options; nothing if one is not understood.
pub(super) fn read(attributes: &[Attribute], errors: &mut Errors) -> Option<Options> {
    let before = errors.count();
    let mut options = Options::default();
    for item in attr::items(attributes, "provide", errors) {
        let again = match &item {
            Item::Type(ty) if is_function(ty) => {
                let function = written(ty);
                errors.at(
                    ty,
                    format!(
                        "`{function}` is not a type\n\
                         help: if it is a function, write `#[provide(with = {function})]`"
                    ),
                );
                false
            }
            Item::Type(ty) => options.implementation.replace(Box::new(plain(ty).clone())).is_some(),
            Item::With(_, expr) => options.with.replace(expr.clone()).is_some(),
            Item::Select(word, expr) => {
                options.select.replace((word.clone(), expr.clone())).is_some()
            }
            Item::Word(word) if word == "input" => options.input.replace(word.clone()).is_some(),
            Item::Word(word) if word == "eager" => options.eager.replace(word.clone()).is_some(),
            Item::Close(word, expr) => {
                options.close.replace((word.clone(), expr.clone())).is_some()
            }
            Item::CloseWithin(word, expr) => {
                options.close_within.replace((word.clone(), expr.clone())).is_some()
            }
            Item::Start(word, expr) => {
                options.start.replace((word.clone(), expr.clone())).is_some()
            }
            Item::Stop(word, expr) => options.stop.replace((word.clone(), expr.clone())).is_some(),
            Item::Word(word) if word == "absent" => options.absent.replace(word.clone()).is_some(),
            Item::Word(word) if word == "borrowed" => {
                options.borrowed.replace(word.clone()).is_some()
            }
            Item::As(_, view) => add_new(&mut options.views, plain(view).clone()),
            Item::Decorate(_, ty) => {
                options.decorators.push(plain(ty).clone());
                false
            }
            Item::Into(_, element) => {
                add_contribution(&mut options, plain(element).clone(), errors)
            }
            Item::Key(word, ty, value) => add_key(&mut options, word, ty.as_deref(), value, errors),
            _ => {
                attr::unknown(&item, "provide", errors);
                false
            }
        };
        if again {
            match &item {
                Item::Type(_) => {
                    errors.at(&item, "a provider has one type behind its trait\nhelp: remove one");
                }
                Item::As(_, ty) | Item::Into(_, ty) => {
                    let message = format!("`{}` stands twice\nhelp: remove one", written(ty));
                    errors.at(ty, message);
                }
                _ => attr::repeated(&item, "provide", errors),
            }
        }
    }
    (errors.count() == before).then_some(options)
}

/// Adds a type; returns whether it was there.
fn add_new(types: &mut Vec<Type>, ty: Type) -> bool {
    let again = types.iter().any(|it| written(it) == written(&ty));
    if !again {
        types.push(ty);
    }
    again
}

fn add_contribution(options: &mut Options, element: Type, errors: &mut Errors) -> bool {
    if !collection::is_trait(&element, errors) {
        return false;
    }
    let known = |it: &Contribution| written(&it.element) == written(&element);
    let again = options.contributions.iter().any(known);
    if !again {
        options.contributions.push(Contribution { element, key: None });
    }
    again
}

/// Gives a key to what the field was last put into; returns whether it had one.
fn add_key(
    options: &mut Options,
    word: &Ident,
    ty: Option<&Type>,
    value: &Expr,
    errors: &mut Errors,
) -> bool {
    let Some(contribution) = options.contributions.last_mut() else {
        errors.at(
            word,
            "a `key` is for an element of a collection\n\
             help: say which, before it: `#[provide(into dyn SomeTrait, key = ..)]`",
        );
        return false;
    };
    let key = Key { ty: ty.map(|it| plain(it).clone()), value: value.clone() };
    contribution.key.replace(key).is_some()
}

/// Whether a path is written as functions are: `PgUsers::connect`.
fn is_function(ty: &Type) -> bool {
    let Type::Path(path) = plain(ty) else { return false };
    let last = path.path.segments.last().map(|it| it.ident.to_string());
    path.path.segments.len() > 1 && last.is_some_and(|it| it.starts_with(char::is_lowercase))
}
