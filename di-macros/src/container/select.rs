//! `#[provide(select = ..)]`: which type is behind the trait.

use quote::quote;
use syn::{Arm, Block, Expr, ExprMatch, Stmt, Type, parse_quote};

use super::duplicate::written;
use crate::errors::Errors;

const FORM: &str = "write `select = |config: &Config| match config.mailer { .. }`, with a type \
                    that derives `Injectable` in each arm";

/// Reads a closure whose body is a `match` with a type in each arm: returns a closure
/// that returns the position of a type, and the types.
pub(super) fn read(select: &Expr, errors: &mut Errors) -> Option<(Expr, Vec<Type>)> {
    let Expr::Closure(closure) = select else {
        errors.at(select, format!("`select` takes a closure\nhelp: {FORM}"));
        return None;
    };
    let mut closure = closure.clone();
    let Some(body) = match_in(&mut closure.body) else {
        errors.at(&closure.body, format!("`select` takes a `match`\nhelp: {FORM}"));
        return None;
    };
    let mut types = Vec::with_capacity(body.arms.len());
    for arm in &mut body.arms {
        if let Some(attribute) = arm.attrs.iter().find(|it| it.path().is_ident("cfg")) {
            errors.at(
                attribute,
                "an arm of a `select` is always there\n\
                 help: put the `cfg` on the whole field, once for each set of arms",
            );
            return None;
        }
        let position = types.len();
        types.push(type_in(arm, errors)?);
        let position = syn::LitInt::new(&format!("{position}usize"), arm_span(arm));
        arm.body = parse_quote!(#position);
    }
    if types.is_empty() {
        errors.at(&*body, format!("`select` has nothing to choose from\nhelp: {FORM}"));
        return None;
    }
    closure.output = syn::ReturnType::Default;
    Some((Expr::Closure(closure), types))
}

fn arm_span(arm: &Arm) -> proc_macro2::Span {
    syn::spanned::Spanned::span(&arm.body)
}

/// The `match`, perhaps in a block of its own.
fn match_in(body: &mut Expr) -> Option<&mut ExprMatch> {
    match body {
        Expr::Match(body) => Some(body),
        Expr::Paren(inner) => match_in(&mut inner.expr),
        Expr::Group(inner) => match_in(&mut inner.expr),
        Expr::Block(inner) => single(&mut inner.block),
        _ => None,
    }
}

fn single(block: &mut Block) -> Option<&mut ExprMatch> {
    match &mut block.stmts[..] {
        [Stmt::Expr(expr, None)] => match_in(expr),
        _ => None,
    }
}

fn type_in(arm: &Arm, errors: &mut Errors) -> Option<Type> {
    let mut body = &*arm.body;
    while let Expr::Block(block) = body {
        match &block.block.stmts[..] {
            [Stmt::Expr(inner, None)] => body = inner,
            _ => break,
        }
    }
    match body {
        Expr::Path(path) => syn::parse2(quote!(#path)).ok(),
        other => {
            let given = written(other);
            errors.at(other, format!("`{given}` is not a type\nhelp: {FORM}"));
            None
        }
    }
}
