//! What a report says is to be pasted compiles, and helps.

use std::sync::Arc;

use di_core::prelude::*;
use di_core::{Builder, DynamicContainer, Named};

trait Clock: Send + Sync {}

struct Primary;

#[derive(Injectable)]
struct SunClock;
impl Clock for SunClock {}

/// Builds what is wrong, and then the same with what it says is to be pasted.
#[track_caller]
fn check(wrong: fn(&mut Builder), told: &str, pasted: fn(&mut Builder)) {
    let mut app = DynamicContainer::builder();
    wrong(&mut app);
    let error = app.build().unwrap_err();
    let [problem] = error.problems() else { panic!("one thing is wrong: {error:#}") };
    let is_told = problem.ways_out().iter().any(|way| way.contains(&format!("`{told}`")));
    assert!(is_told, "{told} is not told:\n{problem}");
    wrong(&mut app);
    pasted(&mut app);
    app.build().unwrap();
}

#[test]
fn what_is_registered_by_itself() {
    check(
        |it| {
            it.requires::<Arc<SunClock>>();
        },
        ".singleton::<SunClock>()",
        |it| {
            it.singleton::<SunClock>();
        },
    );
    check(
        |it| {
            it.requires::<SunClock>();
        },
        ".factory::<SunClock>()",
        |it| {
            it.factory::<SunClock>();
        },
    );
}

#[test]
fn what_is_provided_as_a_trait() {
    check(
        |it| {
            it.singleton::<SunClock>().when(false).requires::<Arc<dyn Clock>>();
        },
        ".singleton::<SomeType>().provides::<dyn Clock>(|it| it)",
        |it| {
            it.singleton::<SunClock>().provides::<dyn Clock>(|it| it);
        },
    );
    check(
        |it| {
            it.factory::<SunClock>().requires::<Named<Box<dyn Clock>, Primary>>();
        },
        ".factory::<SunClock>().provides::<dyn Clock>(|it| it).qualified::<Primary>()",
        |it| {
            it.factory::<SunClock>().provides::<dyn Clock>(|it| it).qualified::<Primary>();
        },
    );
}

#[test]
fn what_is_put_into_a_collection() {
    check(
        |it| {
            it.requires::<Vec<Arc<dyn Clock>>>();
        },
        ".collection::<dyn Clock>()",
        |it| {
            it.collection::<dyn Clock>();
        },
    );
    check(
        |it| {
            it.requires::<std::collections::HashMap<u8, Arc<dyn Clock>>>();
        },
        ".contributes_as::<_, dyn Clock>(key, |it| it)",
        |it| {
            let key = 7_u8;
            it.singleton::<SunClock>().contributes_as::<_, dyn Clock>(key, |it| it);
        },
    );
}
