//! Which registrations count: conditions, fallbacks, replacements, modules.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, Module};
use expect_test::expect;

use super::{Tested, report};

pub trait Clock: Send + Sync {
    fn name(&self) -> &'static str;
}

di_core::by_reference!(dyn Clock);

pub struct System;
pub struct Fake;

impl Clock for System {
    fn name(&self) -> &'static str {
        "system"
    }
}

impl Clock for Fake {
    fn name(&self) -> &'static str {
        "fake"
    }
}

#[derive(Injectable)]
pub struct Calendar {
    clock: Arc<dyn Clock>,
}

fn system(builder: &mut Builder) {
    builder.value(System).provides::<dyn Clock>(|it| it);
}

#[test]
fn what_is_registered_on_a_condition_is_there_if_it_holds() -> Tested {
    for fake in [true, false] {
        let app = DynamicContainer::builder()
            .value(System)
            .when(!fake)
            .provides::<dyn Clock>(|it| it)
            .contributes::<dyn Clock>(|it| it)
            .value(Fake)
            .provides::<dyn Clock>(|it| it)
            .contributes::<dyn Clock>(|it| it)
            .when(fake)
            .build()?;
        let name = if fake { "fake" } else { "system" };
        assert_eq!(app.resolve::<&dyn Clock>()?.name(), name);
        assert_eq!(app.resolve::<Vec<&dyn Clock>>()?.len(), 1);
        assert_eq!(app.resolve::<Option<&System>>()?.is_some(), !fake);
    }
    Ok(())
}

#[test]
fn what_is_missing_because_of_a_condition_says_so() {
    let mut builder = DynamicContainer::builder();
    builder.value(System).provides::<dyn Clock>(|it| it).when(false);
    builder.singleton::<Calendar>();
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<dyn Clock>`
              needed by `Calendar.clock` (choices.rs:34)
            similar: `System` would provide it, but its condition does not hold (choices.rs:65)
            help: let the condition in its `.when(..)` hold, or register another one"#]],
    );
}

#[test]
fn a_fallback_gives_way_wherever_it_is_registered() -> Tested {
    let fallback = |builder: &mut Builder| {
        builder.value(Fake).provides::<dyn Clock>(|it| it).fallback();
    };
    let app = DynamicContainer::builder().module(fallback).module(system).build()?;
    assert_eq!(app.resolve::<&dyn Clock>()?.name(), "system");
    assert!(app.resolve::<&Fake>().is_err(), "it is not there at all");
    let app = DynamicContainer::builder().module(system).module(fallback).build()?;
    assert_eq!(app.resolve::<&dyn Clock>()?.name(), "system");
    let app = DynamicContainer::builder().module(fallback).build()?;
    assert_eq!(app.resolve::<&dyn Clock>()?.name(), "fake");
    Ok(())
}

#[test]
fn a_replacement_takes_the_place_of_what_was_there() -> Tested {
    let app = DynamicContainer::builder()
        .module(system)
        .value(Fake)
        .provides::<dyn Clock>(|it| it)
        .replace()
        .singleton::<Calendar>()
        .build()?;
    assert_eq!(app.resolve::<&Calendar>()?.clock.name(), "fake");
    assert!(app.resolve::<&System>().is_err(), "it is not there at all");
    Ok(())
}

#[test]
fn a_replacement_of_nothing_is_told() {
    let mut builder = DynamicContainer::builder();
    builder.value(Fake).provides::<dyn Clock>(|it| it).replace().module(system);
    report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 2 problems

            `Arc<dyn Clock>` is provided twice
              `Fake`, registered (choices.rs:111)
              `System`, registered by `system` (choices.rs:38)
            help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first

            `Fake` replaces nothing: nobody provides `Arc<Fake>` or `Arc<dyn Clock>` before it
              `Fake`, registered (choices.rs:111)
            help: remove `.replace()`, register it after what it replaces, or provide it as that: `.provides::<..>(|it| it)`"#]],
    );
}

struct Clocks {
    fake: bool,
}

impl Module for Clocks {
    fn register(self, builder: &mut Builder) {
        builder.module(system);
        builder.value(Fake).provides::<dyn Clock>(|it| it).when(self.fake);
    }
}

#[test]
fn modules_are_functions_or_types_and_have_modules() -> Tested {
    let app = DynamicContainer::builder()
        .module(Clocks { fake: false })
        .singleton::<Calendar>()
        .build()?;
    assert_eq!(app.resolve::<&Calendar>()?.clock.name(), "system");
    Ok(())
}

#[test]
fn two_modules_that_provide_one_key_are_named() {
    let error = DynamicContainer::builder().module(Clocks { fake: true }).build().unwrap_err();
    report(
        &error,
        &expect![[r#"
            the container cannot be built

            `Arc<dyn Clock>` is provided twice
              `System`, registered by `system` (choices.rs:38)
              `Fake`, registered by `Clocks` (choices.rs:135)
            help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}
