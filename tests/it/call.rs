//! `call`: functions whose parameters are asked of a container or a scope.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use di_core::prelude::*;
use di_core::{Error, ErrorKind};
use expect_test::expect;

use crate::errors::check;

pub trait Rule: Send + Sync {
    fn price(&self) -> u32;
}

#[derive(Injectable)]
pub struct Free;

impl Rule for Free {
    fn price(&self) -> u32 {
        0
    }
}

pub struct Config(u32);
pub struct Pool(u32);
pub struct Replica;
pub struct RequestId(u32);
pub struct Cache;

#[derive(Clone)]
pub struct Ticket(u32);

#[derive(Injectable)]
pub struct Seat {
    #[inject(assisted)]
    number: u32,
}

#[derive(Injectable)]
pub struct Handler<'a> {
    request: &'a RequestId,
}

#[derive(Container)]
pub struct App {
    config: Value<Config>,
    #[provide(with = || Pool(2))]
    pool: Singleton<Pool>,
    #[provide(with = || Pool(3))]
    replica: Singleton<Pool, Replica>,
    #[provide(with = || Ticket(4))]
    ticket: Factory<Ticket>,
    #[provide(into dyn Rule, key = "free")]
    free: Singleton<Free>,
    #[provide(Free)]
    rule: Factory<dyn Rule>,
    #[provide(absent)]
    cache: Singleton<Cache>,
    seats: Factory<Maker<Seat, u32>>,
    #[provide(input)]
    request: Scoped<RequestId>,
    handler: Factory<Handler<'static>>,
}

fn app() -> Arc<App> {
    App::new(Config(1)).build()
}

type Rules = BTreeMap<&'static str, Arc<dyn Rule>>;

/// One parameter of each form.
#[expect(clippy::too_many_arguments, reason = "it is what is tested")]
fn every_form(
    config: Arc<Config>,
    pool: &Pool,
    replica: Named<&Pool, Replica>,
    ticket: Ticket,
    boxed: Box<dyn Rule>,
    rule: Arc<dyn Rule>,
    rules: Vec<Arc<dyn Rule>>,
    borrowed: Vec<&dyn Rule>,
    by_name: Rules,
    hashed: HashMap<&'static str, &dyn Rule>,
    lazy: Lazy<Arc<Pool>>,
    tickets: Provider<Ticket>,
    present: Option<Arc<Config>>,
    absent: Option<&Cache>,
    seats: Maker<Seat, u32>,
    later: Lazy<Named<Arc<Pool>, Replica>>,
) -> Result<Vec<u32>, Error> {
    assert_eq!((boxed.price(), rule.price(), rules.len(), borrowed.len()), (0, 0, 1, 1));
    assert_eq!((by_name["free"].price(), hashed["free"].price()), (0, 0));
    assert!(absent.is_none());
    Ok(vec![
        config.0,
        pool.0,
        replica.0,
        ticket.0,
        lazy.get()?.0,
        tickets.get()?.0,
        present.map_or(0, |it| it.0),
        seats.make(9)?.number,
        later.get()?.0,
    ])
}

#[test]
fn a_function_of_sixteen_parameters_has_one_of_each_form() {
    let app = app();
    let expected = [1, 2, 3, 4, 2, 4, 1, 9, 3];
    assert_eq!(app.call(every_form).unwrap().unwrap(), expected);
    assert_eq!(app.scope(RequestId(5)).call(every_form).unwrap().unwrap(), expected);
    assert_eq!(app.scope_owned(RequestId(5)).call(every_form).unwrap().unwrap(), expected);
}

#[test]
fn a_closure_of_sixteen_parameters_is_called() {
    type T = Ticket;
    let sum = app().call(
        |a: T,
         b: T,
         c: T,
         d: T,
         e: T,
         f: T,
         g: T,
         h: T,
         i: T,
         j: T,
         k: T,
         l: T,
         m: T,
         n: T,
         o: T,
         p: T| {
            [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p].map(|it| it.0).iter().sum::<u32>()
        },
    );
    assert_eq!(sum.unwrap(), 64);
}

macro_rules! of_each_length {
    ($($name:ident)*) => { of_each_length!(@ [] $($name)*); };
    (@ [$($done:ident)*]) => { one_length!($($done)*); };
    (@ [$($done:ident)*] $next:ident $($rest:ident)*) => {
        one_length!($($done)*);
        of_each_length!(@ [$($done)* $next] $($rest)*);
    };
}

macro_rules! one_length {
    ($($name:ident)*) => {
        let expected: u32 = [$(stringify!($name)),*].map(|_: &str| 4).iter().sum();
        let app = app();
        let scope = app.scope(RequestId(1));
        assert_eq!(app.call(|$($name: Ticket),*| 0 $(+ $name.0)*).unwrap(), expected);
        assert_eq!(scope.call(|$($name: Ticket),*| 0 $(+ $name.0)*).unwrap(), expected);
    };
}

#[test]
fn a_closure_may_have_any_number_of_parameters_up_to_sixteen() {
    of_each_length!(a b c d e f g h i j k l m n o p);
}

#[test]
fn a_scope_gives_what_is_its_own() {
    let app = app();
    let (one, two) = (app.scope(RequestId(1)), app.scope_owned(RequestId(2)));
    let number = |request: &RequestId, handler: Handler<'_>, kept: Arc<RequestId>| {
        assert_eq!((request.0, kept.0), (handler.request.0, request.0));
        request.0
    };
    assert_eq!((one.call(number).unwrap(), two.call(number).unwrap()), (1, 2));
    let lazy = two.call(|request: Lazy<Arc<RequestId>>| request).unwrap();
    assert_eq!(lazy.get().unwrap().0, 2);
    drop(two);
    assert_eq!(lazy.get().err().unwrap().kind(), ErrorKind::Closed);
}

#[test]
fn what_it_returns_may_borrow_and_what_it_captures_is_moved() {
    let app = app();
    let pool: &Pool = app
        .call(|pool: &'_ Pool| std::ptr::from_ref(pool))
        .map(|it| {
            let pool: &Pool = app.resolve().unwrap();
            assert!(std::ptr::eq(pool, it));
            pool
        })
        .unwrap();
    let owned = String::from("moved");
    let text = app.call(move |config: Arc<Config>| (owned, config.0)).unwrap();
    assert_eq!((text.0.as_str(), text.1, pool.0), ("moved", 1, 2));
    let mut count = 0;
    app.call(|ticket: Ticket| count += ticket.0).unwrap();
    assert_eq!(count, 4);
}

#[test]
fn methods_and_constructors_are_functions() {
    struct Summary(u32);

    impl Summary {
        fn new(config: &Config, pool: Arc<Pool>) -> Self {
            Self(config.0 + pool.0)
        }

        fn add(&self, ticket: Ticket) -> u32 {
            self.0 + ticket.0
        }
    }

    let app = app();
    let summary = app.call(Summary::new).unwrap();
    assert_eq!(app.call(|ticket: Ticket| summary.add(ticket)).unwrap(), 7);
    assert_eq!(app.call(RequestId::clone_of).unwrap(), 1);
}

impl RequestId {
    fn clone_of(config: &Config) -> u32 {
        config.0
    }
}

#[test]
fn what_it_returns_is_returned_as_it_is() {
    let app = app();
    let failed: Result<Result<u32, &str>, Error> = app.call(|_: &Config| Err("its own"));
    assert_eq!(failed.unwrap(), Err("its own"));
    app.call(|| ()).unwrap();
}

fn bill(_: &Config, _: Arc<Pool>) -> u32 {
    0
}

#[test]
fn a_parameter_that_cannot_be_resolved_is_told_with_its_path() {
    let mut app = App::new(Config(1));
    app.pool.override_with_fn(|| Err::<Pool, _>("refused"));
    let error = app.call(bill).unwrap_err();
    check(
        &error,
        &expect![[r#"
            the constructor of `Pool` failed
              `Pool` is provided by `pool` (call.rs:49)
              needed by `bill.#2` (call.rs:243)
            path: bill -> Pool
            caused by: refused"#]],
    );
    let error = app.call(|_: &Config, _: &RequestId| ()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ScopeRequired);
    check(
        &error,
        &expect![[r#"
            `RequestId` needs a scope
              `RequestId` is provided by `request` (call.rs:62)
              needed by `closure.#2` (call.rs:253)
            path: closure -> RequestId
            help: open a scope, `container.scope(..)`, and resolve from it"#]],
    );
}
