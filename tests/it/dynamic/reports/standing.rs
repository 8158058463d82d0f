//! What gives way to another, is renamed or wrapped.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

trait Thing: Send + Sync {}
trait Clock: Thing {}

struct Primary;

#[derive(Injectable)]
struct Sun;
impl Thing for Sun {}
impl Clock for Sun {}

#[derive(Injectable)]
struct Sand;
impl Thing for Sand {}
impl Clock for Sand {}

#[derive(Injectable)]
struct Cached {
    #[inject(assisted)]
    _inner: Arc<dyn Clock>,
}
impl Thing for Cached {}
impl Clock for Cached {}

#[test]
fn what_replaces_nothing() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it);
    app.singleton::<Sand>().replace();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Sand` replaces nothing: nobody provides `Arc<Sand>` before it
              `Sand`, registered (standing.rs:38)
            help: remove `.replace()`, register it after what it replaces, or provide it as that: `.provides::<..>(|it| it)`"#]],
    );
}

#[test]
fn what_replaces_what_is_not_registered_under_a_condition() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it).when(false);
    app.singleton::<Sand>().provides::<dyn Clock>(|it| it).replace();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Sand` replaces nothing: nobody provides `Arc<Sand>` or `Arc<dyn Clock>` before it
              `Sand`, registered (standing.rs:54)
            similar: `Sun` does, but its condition does not hold (standing.rs:53)
            help: remove `.replace()`, or put the same condition on it: `.when(..)`"#]],
    );
}

#[test]
fn what_is_asked_for_of_those_that_gave_way() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it);
    app.singleton::<Sand>().provides::<dyn Clock>(|it| it).replace();
    app.value(7_u8).qualified::<Primary>().when(false);
    app.requires::<Arc<Sun>>();
    app.requires::<di_core::Named<Arc<u8>, Primary>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<Sun>`
              needed by `.requires::<..>()` (standing.rs:73)
            similar: `Sun` would provide it, but is replaced by `Sand` (standing.rs:70)
            help: ask for what `Sand` provides, or remove its `.replace()`

            no provider for `Arc<u8>` with the qualifier `Primary`
              needed by `.requires::<..>()` (standing.rs:74)
            similar: `u8` would provide it, but its condition does not hold (standing.rs:72)
            help: let the condition in its `.when(..)` hold, or register another one"#]],
    );
}

#[test]
fn what_is_asked_for_of_a_fallback() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it).fallback();
    app.singleton::<Sand>().provides::<dyn Clock>(|it| it);
    app.requires::<Arc<Sun>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Sun>`
              needed by `.requires::<..>()` (standing.rs:97)
            similar: `Sun` would provide it, but is a fallback, and `Sand` took its place (standing.rs:95)
            help: ask for what `Sand` provides, or remove the `.fallback()`"#]],
    );
}

#[test]
fn an_alias_of_nothing() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>();
    app.alias::<Sun, dyn Clock>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Sun>`, which has an alias
              to be provided as `dyn Clock`, too (standing.rs:114)
            similar: `Sun` is registered as a factory (standing.rs:113)
            help: what is made anew each time has no alias: provide it where it is registered, `.factory::<Sun>().provides::<..>(|it| it)`"#]],
    );
}

#[test]
fn an_alias_of_what_has_a_qualifier_or_is_only_in_a_collection() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().qualified::<Primary>();
    app.alias::<Sun, dyn Clock>(|it| it);
    app.singleton::<Sand>().contributes::<dyn Clock>(|it| it);
    app.alias::<dyn Clock, dyn Clock>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<Sun>`, which has an alias
              to be provided as `dyn Clock`, too (standing.rs:131)
            similar: `Sun` has the qualifier `Primary` (standing.rs:130)
            help: an alias is of what has no qualifier: provide it where it is registered, `.provides::<..>(|it| it)`

            no provider for `Arc<dyn Clock>`, which has an alias
              to be provided as `dyn Clock`, too (standing.rs:133)
            similar: `Sand` is put into the collection of `dyn Clock` (standing.rs:132)
            help: provide it alone, too: `.provides::<dyn Clock>(|it| it)`"#]],
    );
}

#[test]
fn an_alias_of_what_is_made_as_a_trait() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it);
    app.alias::<dyn Clock, dyn Thing>(|it| it);
    check(
        &mut app,
        &expect![[r#"
        the container cannot be built

        a factory has no alias
          to be provided as `dyn Thing`, too (standing.rs:155)
          `Sun`, registered (standing.rs:154)
        help: provide it where it is registered: `.provides::<dyn Thing>(|it| it)`"#]],
    );
}

#[test]
fn an_alias_of_an_alias_leads_to_the_same() {
    let app = DynamicContainer::builder()
        .singleton::<Sun>()
        .provides::<dyn Clock>(|it| it)
        .alias::<dyn Clock, dyn Thing>(|it| it)
        .build()
        .unwrap();
    let (clock, thing): (Arc<dyn Clock>, Arc<dyn Thing>) =
        (app.resolve().unwrap(), app.resolve().unwrap());
    assert!(std::ptr::addr_eq(&*clock, &*thing));
}

#[test]
fn a_decorator_of_what_has_a_qualifier() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it).qualified::<Primary>();
    app.decorate::<dyn Clock, Cached>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Clock>`, which is decorated
              decorated by `Cached` (standing.rs:185)
            similar: `dyn Clock` has the qualifier `Primary` (standing.rs:184)
            help: say which one is decorated: `.decorate_qualified::<dyn Clock, Primary, ..>(|it| it)`"#]],
    );
}

#[test]
fn what_is_asked_for_as_a_trait_of_what_gave_way() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it);
    app.factory::<Sun>().replace();
    app.requires::<Box<dyn Clock>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Box<dyn Clock>`
              needed by `.requires::<..>()` (standing.rs:203)
            similar: `Sun` would provide it, but is replaced by `Sun` (standing.rs:201)
            help: let `Sun` provide it, too: `.provides::<dyn Clock>(|it| it)`"#]],
    );
}

#[test]
fn a_decorator_of_nothing() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it);
    app.decorate_qualified::<dyn Clock, Primary, Cached>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Clock>` with the qualifier `Primary`, which is decorated
              decorated by `Cached` (standing.rs:220)
            similar: `dyn Clock` has no qualifier (standing.rs:219)
            help: add the qualifier there: `.qualified::<Primary>()`, or leave it out here"#]],
    );
}

#[test]
fn a_decorator_of_what_cannot_have_one() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it);
    app.decorate::<dyn Clock, Cached>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            a factory cannot be decorated
              decorated by `Cached` (standing.rs:237)
              `Sun`, registered (standing.rs:236)
            help: decorate a singleton, or a scoped service that is built at once"#]],
    );
}
