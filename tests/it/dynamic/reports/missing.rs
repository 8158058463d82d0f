//! What is needed that nobody provides.

use std::collections::HashMap;
use std::sync::Arc;

use di_core::prelude::*;
use di_core::{DynamicContainer, Named};
use expect_test::expect;

use super::check;

trait Mailer: Send + Sync {}
trait Check: Send + Sync {}

struct Pool;
struct Primary;

#[derive(Injectable)]
struct Users {
    _pool: Arc<Pool>,
}

#[derive(Injectable)]
struct Signup {
    _mailer: Arc<dyn Mailer>,
}

#[derive(Injectable)]
struct Digest<'a> {
    _pool: &'a Pool,
    #[inject(Primary)]
    _primary: Arc<Pool>,
}

#[derive(Injectable)]
struct Later {
    _lazy: Lazy<Arc<Pool>>,
    _provider: Provider<Arc<Pool>>,
    _optional: Option<Arc<Pool>>,
}

#[derive(Injectable)]
struct Health {
    _all: Vec<Arc<dyn Check>>,
    _by_name: HashMap<&'static str, Arc<dyn Check>>,
}

#[derive(Injectable)]
struct Loud {
    #[inject(assisted)]
    _inner: Arc<dyn Mailer>,
    _pool: Arc<Pool>,
}
impl Mailer for Loud {}

#[derive(Injectable)]
struct Smtp;
impl Mailer for Smtp {}

fn connect(_pool: Arc<Pool>, _mailer: Box<dyn Mailer>) -> u16 {
    25
}

fn handle(_users: Arc<Users>, _pool: &Pool) {}

#[test]
fn a_type_with_nothing_like_it() {
    check(
        DynamicContainer::builder().singleton::<Users>(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Pool>`
              needed by `Users._pool` (missing.rs:20)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn a_trait_with_nothing_like_it() {
    check(
        DynamicContainer::builder().factory::<Signup>(),
        &expect![[r#"
        the container cannot be built

        no provider for `Arc<dyn Mailer>`
          needed by `Signup._mailer` (missing.rs:25)
        help: register a type that implements it: `.singleton::<SomeType>().provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn what_is_lent_and_what_has_a_qualifier() {
    check(
        DynamicContainer::builder().factory::<Digest<'static>>(),
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `&Pool`
              needed by `Digest<'_>._pool` (missing.rs:30)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<Pool>` with the qualifier `Primary`
              needed by `Digest<'_>._primary` (missing.rs:32)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`, with `.qualified::<Primary>()`"#]],
    );
}

#[test]
fn what_is_needed_later_is_needed_and_what_is_optional_is_not() {
    check(
        DynamicContainer::builder().singleton::<Later>(),
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Pool>`
              needed by `Later._lazy` (missing.rs:37)
              needed by `Later._provider` (missing.rs:38)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn collections_that_nothing_is_put_into() {
    check(
        DynamicContainer::builder().singleton::<Health>(),
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Vec<Arc<dyn Check>>`
              needed by `Health._all` (missing.rs:44)
            help: put something into it: `.contributes::<dyn Check>(|it| it)`; or declare it empty: `.collection::<dyn Check>()`

            no provider for `HashMap<&str, Arc<dyn Check>>`
              needed by `Health._by_name` (missing.rs:45)
            help: put something into it: `.contributes_as::<_, dyn Check>(key, |it| it)`; or declare it empty: `.collection_by::<.., dyn Check>()`"#]],
    );
}

#[test]
fn what_functions_and_closures_take() {
    let mut app = DynamicContainer::builder();
    app.singleton_with(connect);
    app.singleton_with(|_pool: Arc<Pool>| 7_u32);
    app.provide::<dyn Mailer>()
        .factory_with(|_: Named<Arc<Pool>, Primary>| Box::new(Smtp) as Box<dyn Mailer>);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 2 problems

            no provider for `Arc<Pool>`
              needed by parameter #1 of `connect` (missing.rs:143)
              needed by parameter #1 of the closure that builds `u32` (missing.rs:144)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<Pool>` with the qualifier `Primary`
              needed by parameter #1 of the closure that builds `dyn Mailer` (missing.rs:146)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`, with `.qualified::<Primary>()`"#]],
    );
}

#[test]
fn what_a_decorator_needs() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Smtp>().provides::<dyn Mailer>(|it| it);
    app.decorate::<dyn Mailer, Loud>(|it| it);
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built

            no provider for `Arc<Pool>`
              needed by `Loud._pool` (missing.rs:52)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn what_somebody_will_ask_for() {
    let mut app = DynamicContainer::builder();
    app.requires::<Arc<dyn Mailer>>();
    app.requires::<Box<Pool>>();
    app.requires::<Box<dyn Check>>();
    app.requires::<Signup>();
    app.requires_call(&handle);
    app.requires_call(&|_: Arc<u8>| ());
    app.requires_make::<Digest<'static>>();
    app.require::<Arc<Users>>("the route `GET /users`".to_owned(), std::panic::Location::caller());
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 8 problems

            no provider for `&Pool`
              needed by `Digest<'_>._pool` (missing.rs:30)
              needed by parameter #2 of `handle` (missing.rs:186)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<Pool>` with the qualifier `Primary`
              needed by `Digest<'_>._primary` (missing.rs:32)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`, with `.qualified::<Primary>()`

            no provider for `Arc<dyn Mailer>`
              needed by `.requires::<..>()` (missing.rs:182)
            help: register a type that implements it: `.singleton::<SomeType>().provides::<dyn Mailer>(|it| it)`

            no provider for `Box<Pool>`
              needed by `.requires::<..>()` (missing.rs:183)
            help: register a function: `.provide::<Pool>().factory_with(..)`

            no provider for `Box<dyn Check>`
              needed by `.requires::<..>()` (missing.rs:184)
            help: register a type that implements it: `.factory::<SomeType>().provides::<dyn Check>(|it| it)`

            no provider for `Signup`
              needed by `.requires::<..>()` (missing.rs:185)
            help: register it: `.factory::<Signup>()`

            no provider for `Arc<Users>`
              needed by parameter #1 of `handle` (missing.rs:186)
              needed by the route `GET /users` (missing.rs:189)
            help: register it: `.singleton::<Users>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<u8>`
              needed by parameter #1 of a closure (missing.rs:187)
            help: register it: `.singleton::<u8>()`, `.singleton_with(..)` or `.value(..)`"#]],
    );
}

#[test]
fn five_who_need_one_are_told_with_it() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Users>();
    app.factory::<Digest<'static>>();
    app.singleton::<Later>();
    app.singleton_with(connect);
    app.requires::<Arc<Pool>>();
    check(
        &mut app,
        &expect![[r#"
            the container cannot be built: 3 problems

            no provider for `Arc<Pool>`
              needed by `Users._pool` (missing.rs:20)
              needed by `Digest<'_>._pool` (missing.rs:30)
              needed by `Later._lazy` (missing.rs:37)
              needed by `Later._provider` (missing.rs:38)
              needed by parameter #1 of `connect` (missing.rs:237)
              needed by `.requires::<..>()` (missing.rs:238)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`

            no provider for `Arc<Pool>` with the qualifier `Primary`
              needed by `Digest<'_>._primary` (missing.rs:32)
            help: register it: `.singleton::<Pool>()`, `.singleton_with(..)` or `.value(..)`, with `.qualified::<Primary>()`

            no provider for `Box<dyn Mailer>`
              needed by parameter #2 of `connect` (missing.rs:237)
            help: register a type that implements it: `.factory::<SomeType>().provides::<dyn Mailer>(|it| it)`"#]],
    );
}

#[test]
fn what_somebody_will_ask_for_by_its_key() {
    let mut app = DynamicContainer::builder();
    app.singleton::<Users>().value(Pool);
    app.value(Smtp).contributes_as::<_, dyn Mailer>("smtp", |it| it);
    app.requires_entry::<_, dyn Mailer>("smtp");
    app.requires_entry::<_, dyn Mailer>("log");
    app.requires_entry::<_, dyn Mailer>(7_u8);
    check(
        &mut app,
        &expect![[r#"
        the container cannot be built: 2 problems

        no provider for `Arc<dyn Mailer>` under the key `"log"`
          needed by `.requires_entry::<..>(..)` (missing.rs:269)
        similar: there is `"smtp"`
        help: register it under this key: `.contributes_as::<_, dyn Mailer>("log", |it| it)`

        no provider for `Arc<dyn Mailer>` under the key `7`
          needed by `.requires_entry::<..>(..)` (missing.rs:270)
        help: register it under this key: `.contributes_as::<_, dyn Mailer>(7, |it| it)`"#]],
    );
}
