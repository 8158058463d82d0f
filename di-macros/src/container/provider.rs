//! `#[provide(..)]`: who builds a container's field.

use syn::{Attribute, Expr, ExprClosure, ExprLit, Ident, Lit, Pat, Type};

use super::duplicate::written;
use super::{Constructor, Kind, Provider, lifetime};
use crate::attr::{self, Item};
use crate::errors::Errors;
use crate::types::plain;

/// The options of a field, each at most once.
#[derive(Default)]
struct Options {
    implementation: Option<Box<Type>>,
    with: Option<Box<Expr>>,
    input: Option<Ident>,
    borrowed: Option<Ident>,
}

/// Reads the attributes of a field into its provider.
pub(super) fn read(
    provider: &mut Provider<'_>,
    attributes: &[Attribute],
    container: &Ident,
    errors: &mut Errors,
) {
    let Some(options) = options(attributes, errors) else { return };
    let service = written(provider.service);
    let is_dyn = provider.is_dyn();
    match &mut provider.kind {
        Kind::Value => {
            if let Some(attribute) = attributes.iter().find(|it| it.path().is_ident("provide")) {
                errors.at(
                    attribute.path(),
                    format!(
                        "a `Value` is given to `{container}::new`, so it takes no \
                         `#[provide(..)]`\n\
                         help: make it a `Singleton` if it is to be built"
                    ),
                );
            }
            provider.constructor = Constructor::Given;
            return;
        }
        Kind::Scoped { input, borrowed } => {
            *input = options.input.is_some();
            // The generated code of a `borrowed` needs a size.
            *borrowed = options.borrowed.is_some() && !is_dyn;
            if let (Some(word), true) = (&options.borrowed, is_dyn) {
                errors.at(
                    word,
                    format!(
                        "a `{service}` has no size, so it cannot live in the scope itself\n\
                         help: remove `borrowed`"
                    ),
                );
            }
        }
        Kind::Singleton | Kind::Factory => {
            for word in options.input.iter().chain(&options.borrowed) {
                errors.at(
                    word,
                    format!(
                        "`{word}` is for what lives in a scope\n\
                         help: remove it, or make the field a `Scoped<{service}>`"
                    ),
                );
            }
        }
    }
    // What a function returns or a caller gives is owned by its signature; what
    // a derive builds has a lifetime only to borrow.
    let derived = options.with.is_none() && options.input.is_none();
    if derived {
        let built = options.implementation.as_deref().unwrap_or(provider.service);
        refuse_borrow(provider, built, errors);
    }
    provider.constructor = match options {
        Options { input: Some(word), implementation, with, .. } => {
            if implementation.is_some() || with.is_some() {
                errors.at(
                    word,
                    "an `input` is given to the scope, so nothing builds it\n\
                     help: remove `input`, or else what builds it",
                );
            }
            Constructor::Given
        }
        Options { implementation, with: Some(with), .. } => {
            check_function(&with, errors);
            Constructor::Function(with, implementation)
        }
        Options { implementation: Some(implementation), .. } => {
            match refuse_type(&implementation, provider) {
                None => Constructor::Type(implementation),
                Some(message) => {
                    errors.at(implementation, message);
                    Constructor::Broken
                }
            }
        }
        Options { .. } if is_dyn => {
            errors.at(
                provider.service,
                format!(
                    "`{service}` needs the type behind the trait\n\
                     help: name one that derives `Injectable`, `#[provide(SomeType)]`, or a \
                     function, `#[provide(with = some_function)]`"
                ),
            );
            Constructor::Broken
        }
        Options { .. } => Constructor::Itself,
    };
}

fn options(attributes: &[Attribute], errors: &mut Errors) -> Option<Options> {
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
            Item::Word(word) if word == "input" => options.input.replace(word.clone()).is_some(),
            Item::Word(word) if word == "borrowed" => {
                options.borrowed.replace(word.clone()).is_some()
            }
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
                _ => attr::repeated(&item, "provide", errors),
            }
        }
    }
    (errors.count() == before).then_some(options)
}

/// Says what is wrong with the type behind a trait.
fn refuse_type(implementation: &Type, provider: &Provider<'_>) -> Option<String> {
    let (given, service) = (written(implementation), written(provider.service));
    let is_trait = matches!(implementation, Type::TraitObject(_));
    match (provider.is_dyn(), is_trait) {
        (true, false) => None,
        (true, true) => Some(format!(
            "`{given}` is a trait, so nothing can build it\n\
             help: name a type that implements it: `#[provide(SomeType)]`"
        )),
        (false, true) => Some(format!(
            "`{given}` cannot stand behind `{service}`\n\
             help: turn them around: write `#[provide({service})]` on a field that provides \
             `{given}`"
        )),
        (false, false) if given == service => Some(format!(
            "`{service}` is what the field provides anyway\n\
             help: remove `#[provide({service})]`"
        )),
        (false, false) => Some(format!(
            "`{given}` cannot stand behind `{service}`, which is not a `dyn Trait`\n\
             help: write `dyn {service}` if it is a trait; else remove `{given}`, or name a \
             function that returns a `{service}`: `#[provide(with = some_function)]`"
        )),
    }
}

/// Whether a path is written as functions are: `PgUsers::connect`.
fn is_function(ty: &Type) -> bool {
    let Type::Path(path) = plain(ty) else { return false };
    let last = path.path.segments.last().map(|it| it.ident.to_string());
    path.path.segments.len() > 1 && last.is_some_and(|it| it.starts_with(char::is_lowercase))
}

/// What is kept in the container or the scope cannot borrow from it, nor can a
/// trait object, which is kept for as long as one likes.
fn refuse_borrow(provider: &Provider<'_>, built: &Type, errors: &mut Errors) {
    let Some(lifetime) = lifetime::first_in(built) else { return };
    let (built, service) = (written(built), written(provider.service));
    let (kind, place) = match provider.kind {
        Kind::Factory if !provider.is_dyn() => return,
        Kind::Scoped { .. } => ("Scoped", "the scope"),
        Kind::Value | Kind::Singleton | Kind::Factory => ("Singleton", "the container"),
    };
    let message = if provider.is_dyn() {
        format!(
            "`{built}` cannot stand behind `{service}`: it would borrow from {place}, which a \
             trait object may outlive\n\
             help: keep `Arc`s in it"
        )
    } else {
        format!(
            "a `{kind}` cannot hold a `{built}`: it would borrow from {place} that it lives in\n\
             help: make it a `Factory<{built}>`, or keep `Arc`s in it"
        )
    };
    errors.at(lifetime, message);
}

fn check_function(function: &Expr, errors: &mut Errors) {
    match function {
        Expr::Closure(closure) => check_closure(closure, errors),
        Expr::Path(_) | Expr::Group(_) | Expr::Paren(_) => {}
        other => {
            let way_out = match other {
                Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) => {
                    format!("write `with = {}`", name.value())
                }
                Expr::Call(call) => format!(
                    "name the function, `with = {}`, or write a closure, `with = || {}`",
                    written(&call.func),
                    written(call)
                ),
                _ => "write a closure, `with = || ..`".to_owned(),
            };
            errors.at(
                other,
                format!(
                    "`with` takes a function or a closure, whose parameters are its \
                     dependencies\nhelp: {way_out}"
                ),
            );
        }
    }
}

fn check_closure(closure: &ExprClosure, errors: &mut Errors) {
    if let Some(token) = closure.asyncness {
        errors.at(
            token,
            "a constructor is not asynchronous\n\
             help: await it before the container is created, and give what it returns as a \
             `Value`",
        );
    }
    for input in &closure.inputs {
        if !matches!(input, Pat::Type(_)) {
            errors.at(
                input,
                format!(
                    "the type of `{0}` says what is injected\n\
                     help: write it out, such as `{0}: Arc<Users>` or `{0}: &Users`",
                    written(input)
                ),
            );
        }
    }
    if let Some(extra) = closure.inputs.iter().nth(16) {
        errors.at(
            extra,
            format!(
                "a provider's function has at most 16 parameters, this one has {}\n\
                 help: group some of them in a struct with `#[derive(Injectable)]`",
                closure.inputs.len()
            ),
        );
    }
}
