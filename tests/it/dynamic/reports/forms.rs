//! What is provided in another form than it is asked for.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

trait Hash: Send + Sync {}
di_core::by_reference!(dyn Hash);

#[derive(Injectable)]
struct Hasher;
impl Hash for Hasher {}

#[derive(Injectable)]
struct Base;

#[derive(Container)]
struct Infra {
    base: Singleton<Base>,
}

#[test]
fn what_is_kept_is_not_given_out_by_value() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hasher>();
    app.requires::<Hasher>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Hasher`
              needed by `.requires::<..>()` (forms.rs:30)
            similar: `Hasher` is registered as a singleton (forms.rs:29)
            help: it is kept: ask for `Arc<Hasher>` or `&Hasher`, or register `.factory::<Hasher>()`"#]],
    );
}

#[test]
fn what_is_given_is_not_given_out_by_value() {
    for scoped in [false, true] {
        let mut app = DynamicContainer::builder();
        let expected = if scoped {
            app.input::<Hasher>();
            expect![[r#"
                the container cannot be built

                no provider for `Hasher`
                  needed by `.requires::<..>()` (forms.rs:66)
                similar: `Hasher` is registered as a scope's input (forms.rs:48)
                help: it is kept: ask for `Arc<Hasher>` or `&Hasher`"#]]
        } else {
            app.value(Hasher);
            expect![[r#"
                the container cannot be built

                no provider for `Hasher`
                  needed by `.requires::<..>()` (forms.rs:66)
                similar: `Hasher` is registered as a value (forms.rs:57)
                help: it is kept: ask for `Arc<Hasher>` or `&Hasher`"#]]
        };
        app.requires::<Hasher>();
        check(&mut app, &expected);
    }
}

#[test]
fn what_is_imported_is_not_given_out_by_value() {
    let infra = Infra::new().build();
    let mut app = DynamicContainer::builder();
    app.import::<Base, _>(&infra);
    app.requires::<Base>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Base`
              needed by `.requires::<..>()` (forms.rs:76)
            similar: `Base` is registered as an import (forms.rs:75)
            help: it is kept: ask for `Arc<Base>` or `&Base`"#]],
    );
}

#[test]
fn what_is_made_is_not_kept() {
    let mut app = DynamicContainer::builder();
    app.factory::<Hasher>();
    app.requires::<Arc<Hasher>>();
    app.requires::<&Hasher>();
    app.requires::<Box<Hasher>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<Hasher>`
              needed by `.requires::<..>()` (forms.rs:93)
              needed by `.requires::<..>()` (forms.rs:94)
            similar: `Hasher` is registered as a factory (forms.rs:92)
            help: it is made anew each time: ask for `Hasher`, or register `.singleton::<Hasher>()`

            no provider for `Box<Hasher>`
              needed by `.requires::<..>()` (forms.rs:95)
            similar: `Hasher` is registered as a factory (forms.rs:92)
            help: it is made without a box: ask for `Hasher`"#]],
    );
}

#[test]
fn what_is_made_in_a_box_is_not_lent() {
    let mut app = DynamicContainer::builder();
    app.factory::<Hasher>().provides::<dyn Hash>(|it| it);
    app.requires::<&dyn Hash>();
    app.requires::<Arc<dyn Hash>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `&dyn Hash`
              needed by `.requires::<..>()` (forms.rs:118)
            similar: `dyn Hash` is registered as a factory (forms.rs:117)
            help: it is made anew each time, so nobody keeps it to lend it: ask for `Box<dyn Hash>`, or register a singleton"#]],
    );
}

#[test]
fn what_is_made_in_a_box_is_not_made_without_it() {
    let mut app = DynamicContainer::builder();
    app.provide::<Hasher>().factory_with(|| Box::new(Hasher));
    app.requires::<Hasher>();
    app.requires::<&Hasher>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Hasher`
              needed by `.requires::<..>()` (forms.rs:136)
            similar: `Hasher` is registered as a factory (forms.rs:135)
            help: it is made in a box: ask for `Box<Hasher>`

            no provider for `&Hasher`
              needed by `.requires::<..>()` (forms.rs:137)
            similar: `Hasher` is registered as a factory (forms.rs:135)
            help: it is made anew each time, so nobody keeps it to lend it: ask for `Box<Hasher>`, or register a singleton"#]],
    );
}

#[test]
fn a_trait_s_object_that_is_kept_is_in_no_box() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hasher>().provides::<dyn Hash>(|it| it);
    app.requires::<Box<dyn Hash>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Box<dyn Hash>`
              needed by `.requires::<..>()` (forms.rs:159)
            similar: `dyn Hash` is registered as a singleton (forms.rs:158)
            help: it is kept: ask for `Arc<dyn Hash>` or `&dyn Hash`, or register a factory"#]],
    );
}
