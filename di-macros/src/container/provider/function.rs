//! What can be a provider's function.

use syn::{Expr, ExprClosure, ExprLit, Lit, Pat};

use crate::container::duplicate::written;
use crate::errors::Errors;
use crate::types::refuse_late_borrow;

/// Checks the function of a `with` or a `select`.
pub(super) fn check(function: &Expr, errors: &mut Errors) {
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

/// Checks the function that opens a resource: it may be `async`.
pub(super) fn check_resource(function: &Expr, errors: &mut Errors) {
    match function {
        Expr::Closure(closure) => {
            let mut closure = closure.clone();
            closure.asyncness = None;
            check_closure(&closure, errors);
        }
        other => check(other, errors),
    }
}

fn check_closure(closure: &ExprClosure, errors: &mut Errors) {
    if let Some(token) = closure.asyncness {
        errors.at(
            token,
            "a constructor is not asynchronous\n\
             help: make the field a `Resource`, which is opened when the container starts",
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
