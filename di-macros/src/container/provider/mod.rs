//! `#[provide(..)]`: who builds a container's field.

mod function;
mod options;
mod resource;

use options::Options;
use quote::ToTokens;
use syn::{Attribute, Ident, Type};

use super::collection::Contribution;
use super::duplicate::written;
use super::{Constructor, Kind, Provider, lifetime, select};
use crate::errors::Errors;
use crate::types::made_by;

/// Reads the attributes of a field into its provider; returns what it is put into.
pub(super) fn read(
    provider: &mut Provider<'_>,
    attributes: &[Attribute],
    container: &Ident,
    errors: &mut Errors,
) -> Vec<Contribution> {
    let Some(mut options) = options::read(attributes, errors) else { return Vec::new() };
    check_views(provider, &options, errors);
    let contributions = core::mem::take(&mut options.contributions);
    if let (Some(absent), Some(put)) = (&options.absent, contributions.first()) {
        errors.at(
            absent,
            format!(
                "what is `absent` is not there, so it cannot be in the collection of `{}`\n\
                 help: remove `absent`, or else what it is put into",
                written(&put.element)
            ),
        );
    }
    provider.views = core::mem::take(&mut options.views);
    if provider.kind == Kind::Resource {
        provider.constructor = resource::read(provider, options, errors);
        return contributions;
    }
    resource::read_hooks(provider, &options, errors);
    read_kind(provider, &options, container, errors);
    provider.constructor = if provider.kind == Kind::Value {
        Constructor::Given
    } else {
        constructor(provider, options, errors)
    };
    contributions
}

/// Reads what only some kinds of providers have.
fn read_kind(
    provider: &mut Provider<'_>,
    options: &Options,
    container: &Ident,
    errors: &mut Errors,
) {
    let service = written(provider.service);
    let is_dyn = provider.is_dyn();
    match &mut provider.kind {
        Kind::Value => refuse_on_value(options, container, &service, errors),
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
        Kind::Singleton | Kind::Resource | Kind::Factory => {
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
}

/// A `Value` is given, so all of these are for something else.
fn refuse_on_value(options: &Options, container: &Ident, service: &str, errors: &mut Errors) {
    let words = options.input.iter().chain(&options.borrowed);
    let words = words.map(|it| it as &dyn ToTokens);
    for option in options.builders().into_iter().chain(words) {
        let decorates = options
            .decorators
            .iter()
            .any(|it| it.to_token_stream().to_string() == option.to_token_stream().to_string());
        let way_out = if decorates {
            "decorate it before it is given, or make the field a `Singleton`"
        } else {
            "make it a `Singleton` if it is to be built"
        };
        errors.at(
            option,
            format!(
                "a `Value` is given to `{container}::new`, so nothing builds it\nhelp: {way_out}"
            ),
        );
    }
    if let Some(absent) = &options.absent {
        errors.at(
            absent,
            format!(
                "a `Value` is given to `{container}::new`, so it is there\n\
                 help: make it a `Singleton<{service}>`, which a test can override, or a \
                 `Value<Option<{service}>>`"
            ),
        );
    }
}

/// A view is a trait that the service implements.
fn check_views(provider: &Provider<'_>, options: &Options, errors: &mut Errors) {
    for view in &options.views {
        let (name, service) = (written(view), written(provider.service));
        if !matches!(view, Type::TraitObject(_)) {
            errors.at(
                view,
                format!(
                    "`as` takes a trait, which the service implements\n\
                     help: write `as dyn {name}`, if `{name}` is one"
                ),
            );
        } else if name == service {
            errors.at(
                view,
                format!("`{service}` is what the field provides anyway\nhelp: remove `as {name}`"),
            );
        }
    }
    let borrows = lifetime::first_in(provider.service);
    let shared = options.views.first().or(options.contributions.first().map(|it| &it.element));
    if let (Some(lifetime), Some(view)) = (borrows, shared) {
        let (service, view) = (written(provider.service), written(view));
        errors.at(
            lifetime,
            format!(
                "`{service}` cannot be provided as `{view}`: it borrows, and a trait object may \
                 outlive what it borrows\nhelp: keep `Arc`s in it"
            ),
        );
    }
}

/// Who builds the service; reports what excludes each other.
fn constructor(provider: &mut Provider<'_>, options: Options, errors: &mut Errors) -> Constructor {
    let (service, is_dyn) = (written(provider.service), provider.is_dyn());
    if let Some(word) = options.input.as_ref().or(options.absent.as_ref()) {
        let why = if word == "input" { "given to the scope" } else { "not there" };
        if !options.builders().is_empty() {
            errors.at(
                word,
                format!(
                    "what is `{word}` is {why}, so nothing builds it\n\
                     help: remove `{word}`, or else what builds it"
                ),
            );
        }
        if let (Some(_), Some(absent)) = (&options.input, &options.absent) {
            errors.at(absent, "`input` and `absent` exclude each other\nhelp: remove one");
        }
        return if options.input.is_some() { Constructor::Given } else { Constructor::Absent };
    }
    if !is_dyn {
        for decorator in &options.decorators {
            let decorator_name = written(decorator);
            errors.at(
                decorator,
                format!(
                    "`{decorator_name}` cannot decorate `{service}`, which is no trait: both must \
                     be one\nhelp: provide a `dyn Trait` that both implement"
                ),
            );
        }
    }
    for decorator in &options.decorators {
        refuse_borrow(provider, decorator, errors);
    }
    provider.decorators = options.decorators;
    // What a function returns is owned by its signature; what a derive builds has a
    // lifetime only to borrow.
    if options.with.is_none() && options.select.is_none() {
        let built = options.implementation.as_deref().unwrap_or(provider.service);
        refuse_borrow(provider, built, errors);
        refuse_borrow_by_maker(built, errors);
    }
    if let Some((word, select)) = options.select {
        if options.with.is_some() || options.implementation.is_some() {
            errors.at(
                &word,
                "`select` says what builds the service, and so does what stands beside it\n\
                 help: remove one",
            );
            return Constructor::Broken;
        }
        if !is_dyn {
            errors.at(
                &word,
                format!(
                    "`select` chooses the type behind a trait, but `{service}` is none\n\
                     help: write `dyn {service}`, if it is one; else name a function that \
                     returns a `{service}`: `#[provide(with = some_function)]`"
                ),
            );
            return Constructor::Broken;
        }
        let Some((select, types)) = select::read(&select, errors) else {
            return Constructor::Broken;
        };
        for ty in &types {
            refuse_borrow(provider, ty, errors);
            if let Some(message) = refuse_type(ty, provider) {
                errors.at(ty, message);
            }
        }
        let instead = "choose by what is there at once; what takes time to open is a `Resource`";
        function::check(&select, Some(instead), errors);
        return Constructor::Select(Box::new(select), types);
    }
    match (options.implementation, options.with) {
        (implementation, Some(with)) => {
            let instead = function::instead_of_async(provider, implementation.is_some());
            function::check(&with, instead.as_deref(), errors);
            Constructor::Function(with, implementation)
        }
        (Some(implementation), None) => match refuse_type(&implementation, provider) {
            None => Constructor::Type(implementation),
            Some(message) => {
                errors.at(implementation, message);
                Constructor::Broken
            }
        },
        (None, None) if is_dyn => {
            let ty = provider.qualifier.map_or_else(|| "SomeType".to_owned(), written);
            errors.at(
                provider.service,
                format!(
                    "`{service}` needs the type behind the trait\n\
                     help: name one that derives `Injectable`, `#[provide({ty})]`, or a \
                     function, `#[provide(with = some_function)]`"
                ),
            );
            Constructor::Broken
        }
        (None, None) => Constructor::Itself,
    }
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

/// What is kept in the container or the scope cannot borrow from it, nor can a
/// trait object, which is kept for as long as one likes.
fn refuse_borrow(provider: &Provider<'_>, built: &Type, errors: &mut Errors) {
    let Some(lifetime) = lifetime::first_in(built) else { return };
    let (built, service) = (written(built), written(provider.service));
    let (kind, place) = match provider.kind {
        Kind::Factory if !provider.is_dyn() => return,
        Kind::Scoped { .. } => ("Scoped", "the scope"),
        Kind::Value | Kind::Singleton | Kind::Resource | Kind::Factory => {
            ("Singleton", "the container")
        }
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

/// A maker makes what it makes whenever it is called.
fn refuse_borrow_by_maker(maker: &Type, errors: &mut Errors) {
    let Some(made) = made_by(maker) else { return };
    if let Some(lifetime) = lifetime::first_in(made) {
        errors.at(
            lifetime,
            format!(
                "a `Maker` cannot make a `{}`: it would borrow from the container, which the \
                 maker does not keep\nhelp: keep `Arc`s in it",
                written(made)
            ),
        );
    }
}
