//! What goes wrong while the program runs, and how it reads.

use std::error::Error as _;
use std::num::ParseIntError;
use std::panic::catch_unwind;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, Weak};

use di_core::prelude::*;
use di_core::{Error, ErrorKind};
use expect_test::{Expect, expect};

/// Compares the whole story.
pub(crate) fn check(error: &Error, expected: &Expect) {
    expected.assert_eq(&format!("{error:#}").replace("tests/it/", ""));
}

pub trait Users: Send + Sync {}

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
pub struct Handler {
    _service: Service,
}

#[derive(Container)]
pub struct App {
    url: Value<Url>,
    #[provide(with = Pool::connect)]
    pool: Singleton<Pool>,
    #[provide(PgUsers)]
    users: Singleton<dyn Users>,
    service: Factory<Service>,
    handler: Factory<Handler>,
    #[provide(with = |handler: Handler, _url: &Url| Page { _handler: handler })]
    page: Factory<Page>,
}

pub struct Page {
    _handler: Handler,
}

#[test]
fn a_failing_constructor_is_told_with_its_path_and_its_own_error() {
    let app = App::new(Url("no port"));
    let error = app.resolve::<Page>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::ConstructorFailed);
    check(
        &error,
        &expect![[r#"
            the constructor of `Pool` failed
              `Pool` is provided by `pool` (errors.rs:51)
              needed by `PgUsers._pool` (errors.rs:32)
              needed by `Service._users` (errors.rs:39)
              needed by `Handler._service` (errors.rs:44)
              needed by `Page.handler` (errors.rs:57)
            path: Page -> Handler -> Service -> PgUsers -> Pool
            caused by: invalid digit found in string"#]],
    );
    assert_eq!(
        error.to_string(),
        "the constructor of `Pool` failed (Page -> Handler -> Service -> PgUsers -> Pool)"
    );
    assert_eq!(format!("{error:?}"), format!("{error:#}"), "`main` prints the whole story");
}

#[test]
fn source_reaches_the_users_own_error() {
    let error = App::new(Url("x")).resolve::<Arc<dyn Users>>().err().unwrap();
    assert!(error.source().unwrap().downcast_ref::<ParseIntError>().is_some());
    let steps: Vec<_> = error.path().map(|step| (step.service(), step.parameter())).collect();
    assert_eq!(steps, [("PgUsers", Some("_pool")), ("Pool", None)]);
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(boxed.downcast_ref::<Error>().is_some());
}

#[test]
fn a_chain_of_causes_is_told_to_its_end() {
    #[derive(Debug)]
    struct Outer(ParseIntError);

    impl std::fmt::Display for Outer {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the port is bad")
        }
    }

    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }

    #[derive(Container)]
    struct Ports {
        #[provide(with = || "x".parse::<u16>().map_err(Outer))]
        port: Factory<u16>,
    }

    let story = format!("{:#}", Ports::new().resolve::<u16>().unwrap_err());
    assert!(
        story.ends_with("caused by: the port is bad\n       by: invalid digit found in string")
    );
}

#[test]
fn failure_is_not_cached() {
    #[derive(Debug)]
    pub struct Flaky;

    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);

    #[derive(Container)]
    struct Retry {
        #[provide(with = || Flaky)]
        flaky: Singleton<Flaky>,
    }

    let mut app = Retry::new();
    app.flaky.override_with_fn(move || match counter.fetch_add(1, Ordering::Relaxed) {
        0 => Err("the first time fails"),
        _ => Ok(Flaky),
    });
    assert!(app.resolve::<&Flaky>().is_err());
    assert!(app.resolve::<&Flaky>().is_ok());
    assert!(app.resolve::<&Flaky>().is_ok());
    assert_eq!(attempts.load(Ordering::Relaxed), 2);
}

#[test]
fn a_panic_propagates_and_leaves_the_slot_for_the_next() {
    #[derive(Debug)]
    pub struct Fragile;

    static ATTEMPTS: AtomicU32 = AtomicU32::new(0);

    fn fragile() -> Fragile {
        assert!(ATTEMPTS.fetch_add(1, Ordering::Relaxed) > 0, "the first time panics");
        Fragile
    }

    #[derive(Injectable)]
    pub struct Dependent {
        _fragile: Arc<Fragile>,
    }

    #[derive(Container)]
    struct Panics {
        #[provide(with = fragile)]
        fragile: Singleton<Fragile>,
        dependent: Singleton<Dependent>,
    }

    let app = Panics::new();
    let panic = catch_unwind(|| app.resolve::<&Dependent>().is_ok());
    assert_eq!(panic.unwrap_err().downcast_ref::<&str>(), Some(&"the first time panics"));
    assert!(app.resolve::<&Dependent>().is_ok());
    assert_eq!(ATTEMPTS.load(Ordering::Relaxed), 2);
}

pub struct Left;
pub struct Right;

#[derive(Container)]
pub struct Trick {
    #[provide(with = || Left)]
    left: Singleton<Left>,
    #[provide(with = || Right)]
    right: Singleton<Right>,
    #[provide(with = || 1)]
    number: Factory<u32>,
}

/// A container whose overriding closures have got hold of it.
fn trick(change: impl FnOnce(&mut Trick, &Arc<OnceLock<Weak<Trick>>>)) -> Arc<Trick> {
    let handle = Arc::new(OnceLock::new());
    let mut app = Trick::new();
    change(&mut app, &handle);
    let app = app.build();
    handle.set(Arc::downgrade(&app)).unwrap();
    app
}

fn container(handle: &OnceLock<Weak<Trick>>) -> Arc<Trick> {
    handle.get().unwrap().upgrade().unwrap()
}

#[test]
fn a_constructor_that_asks_for_itself_gets_an_error_with_the_path() {
    let app = trick(|app, handle| {
        let (one, two) = (Arc::clone(handle), Arc::clone(handle));
        app.left.override_with_fn(move || container(&one).resolve::<Arc<Right>>().map(|_| Left));
        app.right.override_with_fn(move || container(&two).resolve::<Arc<Left>>().map(|_| Right));
    });
    let error = app.resolve::<Arc<Left>>().err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Cycle);
    assert_eq!(
        error.to_string(),
        "`Left` needs itself while it is being built (Left -> Right -> Left)"
    );
    assert!(app.resolve::<Arc<Right>>().is_err(), "and again: nothing is left locked");
    let story = format!("{error:#}");
    assert!(
        story.contains("needed by the constructor of `Right`, provided by `right` ("),
        "{story}"
    );
}

#[test]
fn a_factory_that_asks_for_itself_gets_an_error_and_no_stack_overflow() {
    let app = trick(|app, handle| {
        let handle = Arc::clone(handle);
        app.number.override_with(move || container(&handle).resolve::<u32>().map(|it| it + 1));
    });
    let error = app.resolve::<u32>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cycle);
    assert_eq!(app.resolve::<u32>().unwrap_err().kind(), ErrorKind::Cycle);
}

#[test]
fn a_called_function_names_the_parameter_that_fails() {
    let app = App::new(Url("x"));
    let error = app.call(|_: &Url, _: Arc<dyn Users>| ()).err().unwrap();
    let last = error.path().next().unwrap();
    assert_eq!(last.parameter(), Some("#2"));
    assert!(last.location().file().ends_with("errors.rs"));
    assert!(format!("{error:#}").contains("needed by `closure.#2`"), "{error:#}");
}
