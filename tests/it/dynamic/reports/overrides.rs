//! What tests put in the place of what is not there.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

trait Clock: Send + Sync {}

struct Primary;

#[derive(Injectable)]
struct Sun;
impl Clock for Sun {}

#[derive(Injectable)]
struct Sand;
impl Clock for Sand {}

struct FakeClock;
impl Clock for FakeClock {}

#[derive(Injectable)]
struct Day {
    _sun: Arc<Sun>,
}

#[test]
fn what_nobody_provides() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>();
    app.override_with::<dyn Clock>(Arc::new(Sand));
    app.override_with(Arc::new(Sand));
    app.override_with(Arc::new(Sun)).qualified::<Primary>();
    app.override_factory_with::<Sun, _>(|| Sun);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 4 problems

            no provider for `Arc<dyn Clock>`, which is overridden
              overridden (overrides.rs:35)
            help: name the type or the trait that is registered, `.override_with::<dyn SomeTrait>(..)`, or remove the override

            no provider for `Arc<Sand>`, which is overridden
              overridden (overrides.rs:36)
            help: name the type or the trait that is registered, `.override_with::<dyn SomeTrait>(..)`, or remove the override

            no provider for `Arc<Sun>` with the qualifier `Primary`, which is overridden
              overridden (overrides.rs:37)
            similar: `Sun` has no qualifier (overrides.rs:34)
            help: add the qualifier there: `.qualified::<Primary>()`, or leave it out here

            no provider for `Sun`, which is overridden
              overridden (overrides.rs:38)
            similar: `Sun` is registered as a singleton (overrides.rs:34)
            help: override it as it is provided: `.override_with::<Sun>(..)`"#]],
    );
}

#[test]
fn what_may_take_the_place_of_something_by_its_name() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it);
    app.override_with(Arc::new(FakeClock));
    app.override_boxed_with::<dyn Clock, _>(|| -> Box<dyn Clock> { Box::new(FakeClock) });
    app.override_boxed_with::<u8, _>(|| Box::new(8));
    check(
        &mut app,
        &expect![[r#"
        the container cannot be built: 3 problems

        no provider for `Arc<FakeClock>`, which is overridden
          overridden (overrides.rs:68)
        similar: `Sun` provides `dyn Clock` (overrides.rs:67); perhaps `FakeClock` is to take its place
        help: override it as it is provided: `.override_with::<dyn Clock>(..)`

        no provider for `Box<dyn Clock>`, which is overridden
          overridden (overrides.rs:69)
        similar: `dyn Clock` is registered as a singleton (overrides.rs:67)
        help: override it as it is provided: `.override_with::<dyn Clock>(..)`

        no provider for `Box<u8>`, which is overridden
          overridden (overrides.rs:70)
        help: name the type or the trait that is registered, `.override_boxed_with::<dyn SomeTrait, _>(|| ..)`, or remove the override"#]],
    );
}

#[test]
fn what_is_made_anew_is_not_overridden_by_an_instance() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it);
    app.override_with::<dyn Clock>(Arc::new(Sand));
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `dyn Clock` is a factory, so an instance cannot take its place
              overridden (overrides.rs:96)
              `Sun`, registered (overrides.rs:95)
            help: override what makes it: `.override_boxed_with::<dyn Clock, _>(|| ..)`"#]],
    );
}

#[test]
fn what_nobody_can_ask_for() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().when(false);
    app.override_with(Arc::new(Sun));
    app.factory::<Sand>().fallback().provides::<dyn Clock>(|it| it);
    app.singleton::<Sun>().qualified::<Primary>().provides::<dyn Clock>(|it| it);
    app.factory::<Sun>().provides::<dyn Clock>(|it| it);
    app.override_factory_with::<Sand, _>(|| Sand);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            the override of `Arc<Sun>` reaches nothing
              overridden (overrides.rs:113)
            similar: `Sun` would provide it, but its condition does not hold (overrides.rs:112)
            help: remove the override

            the override of `Sand` reaches nothing
              overridden (overrides.rs:117)
            similar: `Sand` would provide it, but is a fallback, and `Sun` took its place (overrides.rs:114)
            help: remove the override"#]],
    );
}

#[test]
fn what_is_asked_for_under_another_key_than_the_overridden() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().provides::<dyn Clock>(|it| it);
    app.singleton::<Day>();
    app.override_with::<dyn Clock>(Arc::new(Sand));
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Sun>`
              needed by `Day._sun` (overrides.rs:28)
            similar: `Sun`, which would provide it, is overridden under another key (overrides.rs:138)
            help: override this key, too: `.override_with::<Sun>(..)`"#]],
    );
}

#[test]
fn what_is_made_and_asked_for_under_another_key_than_the_overridden() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it).qualified::<Primary>();
    app.requires::<di_core::Named<Sun, Primary>>();
    app.override_boxed_with::<dyn Clock, _>(|| Box::new(Sand) as Box<dyn Clock>)
        .qualified::<Primary>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Sun` with the qualifier `Primary`
              needed by `.requires::<..>()` (overrides.rs:157)
            similar: `Sun`, which would provide it, is overridden under another key (overrides.rs:156)
            help: override this key, too: `.override_factory_with::<Sun, _>(|| ..).qualified::<Primary>()`"#]],
    );
}

#[test]
fn what_is_asked_for_without_the_qualifier_of_the_overridden() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>().qualified::<Primary>();
    app.singleton::<Day>();
    app.override_with(Arc::new(Sun)).qualified::<Primary>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Sun>`
              needed by `Day._sun` (overrides.rs:28)
            similar: `Sun` has the qualifier `Primary` (overrides.rs:175)
            help: ask for it with its qualifier: `#[inject(Primary)]` on the field, or a `Named<Arc<Sun>, Primary>`"#]],
    );
}
