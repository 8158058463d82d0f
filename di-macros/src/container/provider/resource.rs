//! What only a `Resource` has, and what it has not.

use quote::ToTokens;
use syn::{Expr, Ident, Pat};

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
    for (word, _) in options.start.iter().chain(&options.stop) {
        let instead = if word == "start" { "with" } else { "close" };
        errors.at(
            word,
            format!("`{word}` is for a `Singleton`\nhelp: write `{instead}` for a `Resource`"),
        );
    }
    let closes_itself = options.with.is_none() && !provider.is_dyn();
    provider.closer = options.close.and_then(|given| hook(given, &service, 2, errors));
    let is_closed = provider.closer.is_some() || closes_itself;
    provider.close_within = close_within(is_closed, options.close_within, errors);
    let Some(with) = options.with else {
        if !provider.is_dyn() {
            // The type itself says how, or the compiler says that it does not.
            return if errors.is_empty() { Constructor::Itself } else { Constructor::Broken };
        }
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
    function::check(&with, None, errors);
    Constructor::Function(with, None)
}

/// Reads how long the closer may take.
fn close_within(
    is_closed: bool,
    given: Option<(Ident, Box<Expr>)>,
    errors: &mut Errors,
) -> Option<Box<Expr>> {
    let (word, limit) = given?;
    if is_closed {
        return Some(limit);
    }
    errors.at(
        word,
        "`close_within` limits a closer, but there is none\n\
         help: remove it, or name what it limits: `close = some_function`",
    );
    None
}

/// Reads what only some providers have: what closes what is scoped, what starts and stops
/// a singleton. Refuses it elsewhere.
pub(super) fn read_hooks(provider: &mut Provider<'_>, options: &Options, errors: &mut Errors) {
    let service = written(provider.service);
    if let Some((word, closer)) = &options.close {
        if let Some(message) = refuse_close(provider.kind, options, &service) {
            errors.at(word, message);
        } else {
            provider.closer = hook((word.clone(), closer.clone()), &service, 2, errors);
        }
    }
    if let Some((word, _)) = &options.close_within {
        let message = if provider.closer.is_some() {
            "`close_within` is for a `Resource`\n\
             help: remove it: whoever closes a scope says how long that may take"
                .to_owned()
        } else {
            format!(
                "`close_within` is for a `Resource`\n\
                 help: remove it, or make the field a `Resource<{service}>`"
            )
        };
        errors.at(word, message);
    }
    let hooks = options.start.iter().chain(&options.stop).map(|it| &it.0);
    for word in options.eager.iter().chain(hooks) {
        if options.absent.is_some() {
            let message = format!("`{word}` and `absent` exclude each other\nhelp: remove one");
            errors.at(word, message);
        } else if provider.kind != Kind::Singleton {
            let is_scoped = matches!(provider.kind, Kind::Scoped { .. });
            let way_out = if word == "stop" && is_scoped { "write `close`" } else { "remove it" };
            errors.at(
                word,
                format!(
                    "`{word}` is for what is built once, when the container starts\n\
                     help: {way_out}, or make the field a `Singleton<{service}>`"
                ),
            );
        } else {
            provider.is_eager = true;
        }
    }
    provider.starter = options.start.clone().and_then(|given| hook(given, &service, 1, errors));
    if let Some(stop) = options.stop.clone() {
        provider.closer = hook(stop, &service, 1, errors);
    }
}

/// Says why a field has nothing to close.
fn refuse_close(kind: Kind, options: &Options, service: &str) -> Option<String> {
    let is_scoped = matches!(kind, Kind::Scoped { .. });
    if !is_scoped {
        let way_out = match kind {
            Kind::Singleton => "write `stop`",
            _ => "let the service's `Drop` do it",
        };
        return Some(format!(
            "only a `Resource` and what is `Scoped` are closed\n\
             help: {way_out}, or make the field a `Resource<{service}>` or a `Scoped<{service}>`"
        ));
    }
    let other = match (&options.input, &options.borrowed, &options.absent) {
        (Some(_), ..) => "an `input` is given to the scope, so whoever gives it closes it",
        (_, Some(_), _) => "what is `borrowed` is dropped with its scope, not closed",
        (.., Some(_)) => "what is `absent` is not there, so nothing closes it",
        _ => return None,
    };
    Some(format!("{other}\nhelp: remove one of the two"))
}

/// Checks the function of a `close`, a `start` or a `stop`; nothing if it is none.
fn hook(
    (word, function): (Ident, Box<Expr>),
    service: &str,
    most_parameters: usize,
    errors: &mut Errors,
) -> Option<Box<Expr>> {
    match &*function {
        Expr::Path(_) | Expr::Group(_) | Expr::Paren(_) => return Some(function),
        Expr::Closure(closure) if (1..=most_parameters).contains(&closure.inputs.len()) => {
            let Some(untyped @ Pat::Wild(_)) = closure.inputs.first() else {
                return Some(function);
            };
            errors.at(
                untyped,
                format!(
                    "the type of `_` says how the service is taken\n\
                     help: write it out, `_: &{service}` or `_: Arc<{service}>`"
                ),
            );
            return None;
        }
        _ => {}
    }
    let takes = if most_parameters == 1 {
        format!("`&{service}` or `Arc<{service}>`")
    } else {
        format!(
            "`&{service}`, `Arc<{service}>` or the last `{service}`, and perhaps of a \
             `di_core::Outcome`"
        )
    };
    errors.at(
        &function,
        format!(
            "`{word}` takes a function of the service: of {takes}\n\
             help: name it, `{word} = some_function`, or write a closure, \
             `{word} = |it: Arc<{service}>| async move {{ .. }}`"
        ),
    );
    None
}
