//! What can be a provider's function.

use syn::{Expr, ExprClosure, ExprLit, Lit, Pat};

use crate::container::duplicate::written;
use crate::container::{Kind, Provider};
use crate::errors::Errors;
use crate::types::refuse_late_borrow;

/// Checks the function of a `with` or a `select`. What is said to do `instead` is said if
/// it is `async`; otherwise it may be.
pub(super) fn check(function: &Expr, instead: Option<&str>, errors: &mut Errors) {
    match function {
        Expr::Closure(closure) => check_closure(closure, instead, errors),
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

/// Says what to do instead of an `async` function; nothing if it may be one.
pub(super) fn instead_of_async(provider: &Provider<'_>, is_behind_trait: bool) -> Option<String> {
    let service = written(provider.service);
    match provider.kind {
        Kind::Scoped { borrowed: true, .. } => Some("remove `borrowed`".to_owned()),
        Kind::Scoped { .. } if is_behind_trait => Some(format!(
            "name only the function, `#[provide(with = ..)]`, and let it return a `Box<{service}>`"
        )),
        Kind::Scoped { .. } if !provider.decorators.is_empty() => {
            Some("remove `decorate`, and let the function wrap what it returns".to_owned())
        }
        Kind::Resource | Kind::Scoped { .. } => None,
        Kind::Value | Kind::Singleton | Kind::Factory => Some(format!(
            "make the field a `Resource<{service}>`, which is opened when the container starts, \
             or a `Scoped<{service}>`, if each scope has its own"
        )),
    }
}

fn check_closure(closure: &ExprClosure, instead: Option<&str>, errors: &mut Errors) {
    if let (Some(token), Some(instead)) = (closure.asyncness, instead) {
        errors.at(token, format!("this constructor cannot be `async`\nhelp: {instead}"));
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
