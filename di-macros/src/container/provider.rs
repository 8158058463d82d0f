//! `#[provide(..)]`: who builds a container's field.

use quote::ToTokens;
use syn::{Attribute, Expr, ExprClosure, ExprLit, Ident, Lit, Pat, Type};

use super::collection::{self, Contribution, Key};
use super::duplicate::written;
use super::{Constructor, Kind, Provider, lifetime, select};
use crate::attr::{self, Item};
use crate::errors::Errors;
use crate::types::{made_by, plain, refuse_late_borrow};

/// The options of a field.
#[derive(Default)]
struct Options {
    implementation: Option<Box<Type>>,
    with: Option<Box<Expr>>,
    select: Option<(Ident, Box<Expr>)>,
    input: Option<Ident>,
    borrowed: Option<Ident>,
    absent: Option<Ident>,
    views: Vec<Type>,
    decorators: Vec<Type>,
    contributions: Vec<Contribution>,
}

impl Options {
    /// What says who builds the service.
    fn builders(&self) -> Vec<&dyn ToTokens> {
        let mut found: Vec<&dyn ToTokens> = Vec::new();
        found.extend(self.implementation.iter().map(|it| &**it as &dyn ToTokens));
        found.extend(self.with.iter().map(|it| &**it as &dyn ToTokens));
        found.extend(self.select.iter().map(|it| &it.0 as &dyn ToTokens));
        found.extend(self.decorators.iter().map(|it| it as &dyn ToTokens));
        found
    }
}

/// Reads the attributes of a field into its provider; returns what it is put into.
pub(super) fn read(
    provider: &mut Provider<'_>,
    attributes: &[Attribute],
    container: &Ident,
    errors: &mut Errors,
) -> Vec<Contribution> {
    let Some(mut options) = options(attributes, errors) else { return Vec::new() };
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
        check_function(&select, errors);
        return Constructor::Select(Box::new(select), types);
    }
    match (options.implementation, options.with) {
        (implementation, Some(with)) => {
            check_function(&with, errors);
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
            Item::Select(word, expr) => {
                options.select.replace((word.clone(), expr.clone())).is_some()
            }
            Item::Word(word) if word == "input" => options.input.replace(word.clone()).is_some(),
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
        if let Pat::Type(input) = input {
            refuse_late_borrow(&input.ty, errors);
            if let Some(attribute) = input.attrs.iter().find(|it| it.path().is_ident("inject")) {
                errors.at(
                    attribute.path(),
                    "a parameter has no `#[inject(..)]`\n\
                     help: a qualifier is a part of the key: `pool: Named<Arc<Pool>, Replica>`",
                );
            }
        } else {
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
