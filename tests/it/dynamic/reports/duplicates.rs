//! What is provided twice.

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer};
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

fn time(builder: &mut Builder) {
    builder.singleton::<Sun>().provides::<dyn Clock>(|it| it);
}

struct Antiquity;

impl di_core::Module for Antiquity {
    fn register(self, builder: &mut Builder) {
        builder.singleton::<Sand>().provides::<dyn Clock>(|it| it);
    }
}

#[test]
fn by_two_modules() {
    check(
        DynamicContainer::builder().module(time).module(Antiquity),
        &expect![[r#"
        the container cannot be built

        `Arc<dyn Clock>` is provided twice
          `Sun`, registered by `time` (duplicates.rs:22)
          `Sand`, registered by `Antiquity` (duplicates.rs:29)
        help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}

#[test]
fn the_same_service_twice() {
    let mut app = DynamicContainer::builder();
    app.module(time).module(time);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Arc<Sun>` and `Arc<dyn Clock>` are provided twice
              `Sun`, registered by `time` (duplicates.rs:22)
              `Sun`, registered by `time` (duplicates.rs:22)
            help: remove one provider, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}

#[test]
fn three_times() {
    let mut app = DynamicContainer::builder();
    app.value(Sun).named("first");
    app.value(Sun).named("second");
    app.factory::<Sun>().value(Sun).named("third");
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Arc<Sun>` is provided 3 times
              `first`, registered (duplicates.rs:66)
              `second`, registered (duplicates.rs:67)
              `third`, registered (duplicates.rs:68)
            help: remove all but one, or tell them apart with `.qualified::<..>()`"#]],
    );
}

#[test]
fn with_a_qualifier_and_in_a_box() {
    let mut app = DynamicContainer::builder();
    app.factory::<Sun>().provides::<dyn Clock>(|it| it).qualified::<Primary>();
    app.factory::<Sand>().provides::<dyn Clock>(|it| it).qualified::<Primary>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Box<dyn Clock>` and `Arc<dyn Clock>` with the qualifier `Primary` are provided twice
              `Sun`, registered (duplicates.rs:85)
              `Sand`, registered (duplicates.rs:86)
            help: remove one provider, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}

#[test]
fn one_has_a_key_of_each_of_two_others() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Sun>();
    app.singleton::<Sand>();
    app.singleton::<Sun>().alias::<Sand, dyn Clock>(|it| it);
    app.singleton::<Sand>();
    check(
        &mut app,
        &expect![[r#"
        the container cannot be built: 2 problems

        `Arc<Sun>` is provided twice
          `Sun`, registered (duplicates.rs:102)
          `Sun`, registered (duplicates.rs:104)
        help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first

        `Arc<Sand>` is provided twice
          `Sand`, registered (duplicates.rs:103)
          `Sand`, registered (duplicates.rs:105)
        help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}

#[test]
fn by_an_alias() {
    let mut app = DynamicContainer::builder();
    app.module(time).singleton::<Sand>();
    app.alias::<Sand, dyn Clock>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            `Arc<dyn Clock>` is provided twice
              `Sun`, registered by `time` (duplicates.rs:22)
              an alias of `Sand` (duplicates.rs:127)
            help: remove one"#]],
    );
}

#[test]
fn a_key_of_a_map() {
    let mut app = DynamicContainer::builder();
    app.module(|it: &mut Builder| {
        it.singleton::<Sun>().contributes_as::<_, dyn Clock>("noon", |it| it);
    });
    app.singleton::<Sand>().contributes_as::<_, dyn Clock>("noon", |it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            the key `"noon"` is twice in the `HashMap<&str, Arc<dyn Clock>>`
              `Sun`, registered by a closure (duplicates.rs:144)
              `Sand`, registered (duplicates.rs:146)
            help: give one of them another key"#]],
    );
}
