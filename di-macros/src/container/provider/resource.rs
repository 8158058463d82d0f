//! What only a `Resource` has, and what it has not.

use quote::ToTokens;
use syn::Expr;

use super::function;
use super::options::Options;
use crate::container::duplicate::written;
use crate::container::{Constructor, Kind, Provider};
use crate::errors::Errors;

/// Reads what opens and closes the resource.
pub(super) fn read(
    provider: &mut Provider<'_>,
    options: Options,
    errors: &mut Errors,
) -> Constructor {
    let service = written(provider.service);
    let words = [&options.input, &options.borrowed, &options.absent, &options.eager];
    for word in words.into_iter().flatten() {
        let way_out = match word.to_string().as_str() {
            "eager" => "it is opened when the container starts: remove `eager`".to_owned(),
            "absent" => format!("remove `absent`, or make the field a `Singleton<{service}>`"),
            _ => format!("remove `{word}`, or make the field a `Scoped<{service}>`"),
        };
        errors.at(word, format!("a `Resource` is not `{word}`\nhelp: {way_out}"));
    }
    let others = options.implementation.iter().map(ToTokens::to_token_stream);
    let others = others.chain(options.select.iter().map(|it| it.0.to_token_stream()));
    for other in others.chain(options.decorators.iter().map(ToTokens::to_token_stream)) {
        errors.at(
            &other,
            "a `Resource` is opened by one function\n\
             help: write `#[provide(with = some_function)]`; it may be `async`, and return what is \
             behind the trait",
        );
    }
    if let Some((_, closer)) = options.close {
        let before = errors.count();
        check_closer(&closer, errors);
        provider.closer = Some(closer).filter(|_| errors.count() == before);
    }
    let Some(with) = options.with else {
        if errors.is_empty() {
            errors.at(
                provider.service,
                format!(
                    "a `Resource` needs the function that opens it\n\
                     help: name it, `#[provide(with = connect)]`; it may be `async`; what needs no \
                     opening is a `Singleton<{service}>`"
                ),
            );
        }
        return Constructor::Broken;
    };
    function::check_resource(&with, errors);
    Constructor::Function(with, None)
}

/// Refuses what only a resource has.
pub(super) fn refuse(provider: &mut Provider<'_>, options: &Options, errors: &mut Errors) {
    let service = written(provider.service);
    if let Some((word, _)) = &options.close {
        errors.at(
            word,
            format!(
                "only a `Resource` is closed\n\
                 help: make the field a `Resource<{service}>`, or let the service's `Drop` do it"
            ),
        );
    }
    let Some(word) = &options.eager else { return };
    provider.is_eager = provider.kind == Kind::Singleton;
    if options.absent.is_some() {
        errors.at(word, "`eager` and `absent` exclude each other\nhelp: remove one");
    } else if !provider.is_eager {
        errors.at(
            word,
            format!(
                "`eager` is for what is built once, when the container starts\n\
                 help: remove it, or make the field a `Singleton<{service}>`"
            ),
        );
    }
}

fn check_closer(closer: &Expr, errors: &mut Errors) {
    match closer {
        Expr::Path(_) | Expr::Group(_) | Expr::Paren(_) => {}
        Expr::Closure(closure) if closure.inputs.len() == 1 => {}
        other => errors.at(
            other,
            "`close` takes a function of the resource: of `&T` or `Arc<T>`\n\
             help: name it, `close = disconnect`, or write a closure, \
             `close = |pool: Arc<Pool>| async move { .. }`",
        ),
    }
}
