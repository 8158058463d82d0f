//! Services that need each other.

use std::sync::Arc;

use di_core::DynamicContainer;
use di_core::prelude::*;
use expect_test::expect;

use super::check;

trait Greeting: Send + Sync {}

#[derive(Injectable)]
struct Narcissus {
    _mirror: Arc<Narcissus>,
}

#[derive(Injectable)]
struct Hen {
    _egg: Arc<Egg>,
}

#[derive(Injectable)]
struct Egg {
    _hen: Arc<Hen>,
}

#[derive(Injectable)]
struct Rock {
    _paper: Arc<Paper>,
}

struct Paper;

fn wrap(_scissors: Arc<Scissors>) -> Paper {
    Paper
}

struct Scissors;

#[derive(Injectable)]
struct Hello;
impl Greeting for Hello {}

#[derive(Injectable)]
struct Loud {
    #[inject(assisted)]
    _inner: Arc<dyn Greeting>,
    _echo: Arc<Echo>,
}
impl Greeting for Loud {}

#[derive(Injectable)]
struct Echo {
    _greeting: Arc<dyn Greeting>,
}

#[derive(Injectable)]
struct Polite {
    _others: Vec<Arc<dyn Greeting>>,
}
impl Greeting for Polite {}

#[derive(Injectable, Clone)]
struct Leaf {
    _tree: Arc<Tree>,
}

#[derive(Injectable)]
struct Tree {
    _leaf: Lazy<Leaf>,
}

#[test]
fn of_one() {
    check(
        DynamicContainer::builder().singleton::<Narcissus>(),
        &expect![[r#"
            the container cannot be built

            dependency cycle of `Narcissus` alone
              `Narcissus`, through `_mirror`, needs (cycles.rs:15)
              `Narcissus`
            help: take out what it asks of itself, or split it in two"#]],
    );
}

#[test]
fn of_two() {
    check(
        DynamicContainer::builder().singleton::<Hen>().singleton::<Egg>(),
        &expect![[r#"
            the container cannot be built

            dependency cycle of `Hen` and `Egg`
              `Hen`, through `_egg`, needs (cycles.rs:20)
              `Egg`, through `_hen`, needs (cycles.rs:25)
              `Hen`
            help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn of_three_with_a_function_and_a_closure() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Rock>();
    app.singleton_with(wrap);
    app.singleton_with(|_: Arc<Rock>| Scissors);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            dependency cycle of `Rock`, `Paper` and `Scissors`
              `Rock`, through `_paper`, needs (cycles.rs:30)
              `Paper`, through parameter #1 of `wrap`, needs (cycles.rs:107)
              `Scissors`, through parameter #1, needs (cycles.rs:108)
              `Rock`
            help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn of_four() {
    let mut app = DynamicContainer::builder();
    app.singleton_with(|_: Arc<u16>| 8_u8);
    app.singleton_with(|_: Arc<u32>| 16_u16);
    app.singleton_with(|_: Arc<u64>| 32_u32);
    app.singleton_with(|_: Arc<u8>| 64_u64);
    check(
        &mut app,
        &expect![[r#"
        the container cannot be built

        dependency cycle of `u8`, `u16` and 2 more
          `u8`, through parameter #1, needs (cycles.rs:126)
          `u16`, through parameter #1, needs (cycles.rs:127)
          `u32`, through parameter #1, needs (cycles.rs:128)
          `u64`, through parameter #1, needs (cycles.rs:129)
          `u8`
        help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn through_a_decorator() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hello>().provides::<dyn Greeting>(|it| it);
    app.decorate::<dyn Greeting, Loud>(|it| it);
    app.singleton::<Echo>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            dependency cycle of `Hello` and `Echo`
              `Hello`, through `Loud._echo`, needs (cycles.rs:49)
              `Echo`, through `_greeting`, needs (cycles.rs:55)
              `Hello`
            help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn through_a_collection() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Polite>().contributes::<dyn Greeting>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            dependency cycle of `Polite` and `Vec<Arc<dyn Greeting>>`
              `Polite`, through `_others`, needs (cycles.rs:60)
              `Vec<Arc<dyn Greeting>>`, a collection, holds (cycles.rs:167)
              `Polite`
            help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn two_that_have_nothing_to_do_with_each_other() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hen>().singleton::<Narcissus>().singleton::<Egg>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            dependency cycle of `Narcissus` alone
              `Narcissus`, through `_mirror`, needs (cycles.rs:15)
              `Narcissus`
            help: take out what it asks of itself, or split it in two

            dependency cycle of `Hen` and `Egg`
              `Hen`, through `_egg`, needs (cycles.rs:20)
              `Egg`, through `_hen`, needs (cycles.rs:25)
              `Hen`
            help: break it by injecting `Lazy<..>` at one of these edges"#]],
    );
}

#[test]
fn through_something_overridden_there_is_none() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Hen>().singleton::<Egg>();
    app.override_with_fn::<Egg, _>(|| -> Arc<Egg> { unreachable!() });
    app.build().unwrap();
}

#[test]
fn what_keeps_itself_is_never_dropped() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Tree>().factory::<Leaf>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            dependency that is never dropped: `Tree` would keep itself
              `Tree`, through `_leaf`, keeps, once used, (cycles.rs:71)
              `Leaf`, through `_tree`, keeps (cycles.rs:66)
              `Tree`
            help: ask for a `Provider<..>` in the place of the `Lazy<..>`, or make `Leaf` a singleton"#]],
    );
}
