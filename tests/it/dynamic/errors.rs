//! What goes wrong while the program runs, and how it reads.

use std::error::Error as _;
use std::num::ParseIntError;
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use di_core::prelude::*;
use di_core::{DynamicContainer, ErrorKind};
use expect_test::expect;

use super::Tested;
use crate::errors::check;

pub trait Users: Send + Sync {}

di_core::by_reference!(dyn Users);

pub struct Url(&'static str);
pub struct Pool;

impl Pool {
    fn connect(url: Arc<Url>) -> Result<Self, ParseIntError> {
        url.0.parse::<u16>().map(|_| Self)
    }
}

#[derive(Injectable)]
pub struct PgUsers {
    _pool: Arc<Pool>,
}

impl Users for PgUsers {}

#[derive(Injectable)]
pub struct Service {
    _users: Arc<dyn Users>,
}

#[derive(Injectable)]
pub struct Handler<'a> {
    _users: &'a dyn Users,
    _service: Service,
}

pub struct Page;
di_core::by_value!(Page);

#[test]
fn a_failing_constructor_is_told_with_its_path_and_its_own_error() -> Tested {
    let app = DynamicContainer::builder()
        .value(Url("no port"))
        .provide::<Pool>()
        .singleton_with(Pool::connect)
        .singleton::<PgUsers>()
        .provides::<dyn Users>(|it| it)
        .factory::<Service>()
        .factory::<Handler<'static>>()
        .factory_with(|_: Arc<Url>, _: Service| Page)
        .build()?;
    let error = app.resolve::<Page>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
        the constructor of `Pool` failed
          `Pool` is registered (dynamic/errors.rs:55)
          needed by `PgUsers._pool` (dynamic/errors.rs:31)
          needed by `Service._users` (dynamic/errors.rs:38)
          needed by `Page.#2` (dynamic/errors.rs:60)
        path: Page -> Service -> PgUsers -> Pool
        caused by: invalid digit found in string"#]],
    );
    assert!(error.source().unwrap().downcast_ref::<ParseIntError>().is_some());
    let error = app.resolve::<Handler<'_>>().err().unwrap();
    assert_eq!(
        error.to_string(),
        "the constructor of `Pool` failed (Handler<'_> -> PgUsers -> Pool)"
    );
    assert_eq!(format!("{error:?}"), format!("{error:#}"), "`main` prints the whole story");
    Ok(())
}

#[test]
fn what_nobody_registered_is_named() -> Tested {
    let app = DynamicContainer::builder().build()?;
    let errors = [
        app.resolve::<Arc<Pool>>().err().unwrap(),
        app.resolve::<&Pool>().err().unwrap(),
        app.resolve::<Service>().err().unwrap(),
        app.resolve::<Box<dyn Users>>().err().unwrap(),
        app.resolve::<Named<Arc<Pool>, Url>>().err().unwrap(),
        app.resolve::<Vec<&dyn Users>>().err().unwrap(),
        app.resolve::<std::collections::HashMap<u8, Arc<dyn Users>>>().err().unwrap(),
        app.resolve::<Lazy<Arc<Pool>>>().err().unwrap(),
        app.make::<PgUsers>().err().unwrap(),
    ];
    assert!(errors.iter().all(|it| it.kind() == ErrorKind::NotProvided));
    let told: Vec<_> = errors.iter().map(|it| format!("{it:#}")).collect();
    expect![[r#"
        no provider for `Arc<Pool>`
          `Arc<Pool>` is asked for (errors.rs:89)
        path: Arc<Pool>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `&Pool`
          `&Pool` is asked for (errors.rs:90)
        path: &Pool
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Service`
          `Service` is asked for (errors.rs:91)
        path: Service
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Box<dyn Users>`
          `Box<dyn Users>` is asked for (errors.rs:92)
        path: Box<dyn Users>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Named<Arc<Pool>, Url>`
          `Named<Arc<Pool>, Url>` is asked for (errors.rs:93)
        path: Named<Arc<Pool>, Url>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Vec<&dyn Users>`
          `Vec<&dyn Users>` is asked for (errors.rs:94)
        path: Vec<&dyn Users>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `HashMap<u8, Arc<dyn Users>>`
          `HashMap<u8, Arc<dyn Users>>` is asked for (errors.rs:95)
        path: HashMap<u8, Arc<dyn Users>>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Arc<Pool>`
          `Arc<Pool>` is asked for (errors.rs:96)
        path: Arc<Pool>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`
        no provider for `Arc<Pool>`
          needed by `PgUsers._pool` (errors.rs:31)
        path: PgUsers -> Arc<Pool>
        help: register one; that there is one is checked when the container is built, if a service needs it, or if you say so: `.requires::<..>()`"#]].assert_eq(&told.join("\n").replace("tests/it/dynamic/", ""));
    Ok(())
}

#[test]
fn failure_is_not_cached_nor_is_a_panic() -> Tested {
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);
    let app = DynamicContainer::builder()
        .provide::<Pool>()
        .singleton_with(move || match counter.fetch_add(1, Ordering::Relaxed) {
            0 => Err("no luck"),
            1 => panic!("no luck at all"),
            _ => Ok(Pool),
        })
        .build()?;
    assert!(app.resolve::<&Pool>().is_err());
    assert!(catch_unwind(|| app.resolve::<&Pool>().is_ok()).is_err());
    assert!(app.resolve::<&Pool>().is_ok() && app.resolve::<&Pool>().is_ok());
    assert_eq!(attempts.load(Ordering::Relaxed), 3);
    Ok(())
}

#[test]
fn wrong_wiring_is_told_all_at_once() {
    struct Cache(#[expect(dead_code, reason = "a cycle")] Arc<PgUsers>);
    let mut builder = DynamicContainer::builder();
    builder.provide::<Pool>().singleton_with(|_: Arc<Cache>| Pool);
    builder.singleton::<PgUsers>();
    builder.singleton_with(Cache);
    builder.scoped_with(|| Url("scoped"));
    builder
        .provide::<dyn Users>()
        .singleton_with(|_: Arc<Url>| -> Box<dyn Users> { unreachable!("it is captive") });
    builder.factory::<Service>().factory::<Service>();
    builder.singleton_with(|_: Arc<u64>, _: Arc<u64>| 5_u8);
    super::report(
        &builder.build().unwrap_err(),
        &expect![[r#"
            the container cannot be built: 4 problems

            no provider for `Arc<u64>`
              needed by parameter #1 of the closure that builds `u8` (errors.rs:172)
              needed by parameter #2 of the closure that builds `u8` (errors.rs:172)
            help: register it: `.singleton::<u64>()`, `.singleton_with(..)` or `.value(..)`

            dependency cycle of `Pool`, `Cache` and `PgUsers`
              `Pool`, through parameter #1, needs (errors.rs:164)
              `Cache`, through parameter #1 of `Cache`, needs (errors.rs:166)
              `PgUsers`, through `_pool`, needs (errors.rs:31)
              `Pool`
            help: break it by injecting `Lazy<..>` at one of these edges

            captive dependency: `dyn Users` would outlive `Url`
              `dyn Users`, a singleton, through parameter #1, needs (errors.rs:170)
              `Url`, which lives in a scope (errors.rs:167)
            help: register `dyn Users` with `.scoped_with(..)` or `.factory_with(..)`, or pass `Url` to its methods

            `Service` is provided twice
              `Service`, registered (errors.rs:171)
              `Service`, registered (errors.rs:171)
            help: remove one, tell them apart with `.qualified::<..>()`, or let the second `.replace()` the first"#]],
    );
}
